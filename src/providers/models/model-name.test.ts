import { describe, expect, test } from 'vitest';
import { isSameModel } from './model-name.ts';

describe('isSameModel', () => {
  test.each([
    ['gpt-4o', 'gpt-4o'],
    ['gpt-4o', 'gpt-4o-2024-08-06'],
    ['gpt-4o-2024-08-06', 'gpt-4o'],
    ['gemini-2.5-pro', 'models/gemini-2.5-pro'],
    ['models/gemini-2.5-pro', 'gemini-2.5-pro'],
    ['gemini-2.0-flash', 'gemini-2.0-flash-001'],
    ['claude-haiku-4-5', 'claude-haiku-4-5-20251001'],
    ['claude-3-5-haiku-latest', 'claude-3-5-haiku-20241022'],
    ['ft:gpt-4o-2024-08-06:org::abc', 'ft:gpt-4o-2024-08-06:org::abc'],
    ['GPT-4o', 'gpt-4o'],
  ])('%s and %s are the same everywhere', (asked, answered) => {
    expect(isSameModel(asked, answered, false)).toBe(true);
  });

  test.each([
    ['gpt-4o', 'gpt-4o-mini'],
    ['gpt-4o', 'gpt-4o-mini-2024-07-18'],
    ['gpt-4o-2024-08-06', 'gpt-4o-2024-11-20'],
    ['gpt-4o', 'gpt-4.1'],
    ['gemini-2.5-pro', 'gemini-3.8-flash'],
    ['claude-haiku-4-5', 'claude-haiku-4'],
    ['claude-opus-4-5', 'claude-sonnet-4-5'],
    ['llama3.2:1b', 'llama3.2:3b'],
    ['org/model-a', 'other/model-a'],
  ])('%s and %s are two, even on a tolerant server', (asked, answered) => {
    expect(isSameModel(asked, answered, true)).toBe(false);
  });

  test.each([
    ['llama3.2', 'llama3.2:latest'],
    ['llama3.2:latest', 'llama3.2'],
    ['org/model', 'model'],
    ['model', 'org/model'],
    ['model', 'org/model:free'],
    ['openai/gpt-4o', 'gpt-4o-2024-08-06'],
    ['qwen3', 'registry.local/library/qwen3:8b'],
  ])('%s and %s are the same on a tolerant server only', (asked, answered) => {
    expect([isSameModel(asked, answered, true), isSameModel(asked, answered, false)]).toEqual([true, false]);
  });
});
