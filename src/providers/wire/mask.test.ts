import { describe, expect, test } from 'vitest';
import { cutBeforeSecret, maskKey, maskKeys } from './mask.ts';

describe('maskKeys', () => {
  test.each([
    'sk-proj-abcdEFGH1234',
    'sk-ant-api03-AbC_dEf-123',
    'sk-abcd****************wxyz',
    'AIzaSyA1234567890abcdefghijklmnopqrstuv',
    'gsk_abcdefgh',
    'hf_abcdefgh',
    'Bearer abc.def',
    'api_key=12345',
    '4f9619ff-8b86-4d01-b42d-00cf4fc964ff',
    'a1b2c3d4e5f6a7b8c9d0',
  ])('hides %s', (key) => {
    expect(maskKeys(`key ${key} then`)).toBe('key [hidden] then');
  });

  test.each([
    'Limit 30000, Used 29250, Requested 1500',
    'GenerateRequestsPerDayPerProjectPerModel-FreeTier',
    'generativelanguage.googleapis.com/generate_content_free_tier_requests',
    'claude-haiku-4-5-20251001',
    'gpt-4o-mini-2024-07-18',
    'meta-llama/Llama-3.3-70B-Instruct-Turbo',
    'accounts/fireworks/models/deepseek_v3_0324',
    'skipping the task at risk',
    'the key is not valid',
  ])('leaves %s alone', (text) => {
    expect(maskKeys(text)).toBe(text);
  });
});

test('maskKey hides one key whatever it looks like, but not a scrap of three letters', () => {
  expect(maskKey('pass hunter2 on', 'hunter2')).toBe('pass [hidden] on');
  expect(maskKey('none at all', 'one')).toBe('none at all');
});

describe('cutBeforeSecret', () => {
  const prompt = 'Write a conversation about optimistic locking between two people.';
  test.each([
    ['400: "bad input: Write a conversation about optimistic locking"', '400: "bad input: …'],
    ['400: "about optimistic locking between"', '400: "…'],
    ['429: 30,000 tokens a minute reached', '429: 30,000 tokens a minute reached'],
    ['a conversation', 'a conversation'],
    ['', ''],
  ])('makes of %j %j', (message, cut) => {
    expect(cutBeforeSecret(message, ['You are a mentor.', prompt])).toBe(cut);
  });
});
