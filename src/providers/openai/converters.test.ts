import { describe, expect, test } from 'vitest';
import type { Request } from '../contract.ts';
import { fitTraits, guessTraits } from './guess-traits.ts';
import { readBody } from './read-body.ts';
import { toBody } from './to-body.ts';
import { toLimits } from './to-limits.ts';

const request: Request = {
  model: 'gpt-4o',
  system: '',
  messages: [{ role: 'user', content: 'hi' }],
  temperature: 0.8,
  maxTokens: 100,
};

describe('toBody', () => {
  test('writes max_completion_tokens for OpenAI itself, and leaves out an empty system prompt', () => {
    expect(toBody(request, fitTraits(guessTraits('gpt-4o'), true))).toEqual({
      model: 'gpt-4o',
      messages: [{ role: 'user', content: 'hi' }],
      max_completion_tokens: 100,
      temperature: 0.8,
    });
  });

  test('writes max_completion_tokens for a model that reasons wherever it is', () => {
    expect(toBody(request, fitTraits(guessTraits('o3'), false))).toEqual({
      model: 'gpt-4o',
      messages: [{ role: 'user', content: 'hi' }],
      max_completion_tokens: 4196,
    });
  });

  test('asks for no schema where the model data says that the server knows none', () => {
    const asked = { ...request, schema: { name: 'a', schema: {} } };
    expect(toBody(asked, { ...guessTraits('llama'), structuredOutput: 'none' })).not.toHaveProperty(
      'response_format',
    );
  });

  test('keeps thinking and answer within what the model can do', () => {
    const traits = { ...guessTraits('gpt-5'), maxOutput: 5000 };
    expect(toBody({ ...request, maxTokens: 3000 }, traits)).toMatchObject({
      max_completion_tokens: 5000,
    });
  });
});

test.each([
  ['o1', true],
  ['o3-mini', true],
  ['o4-mini-2025-04-16', true],
  ['gpt-5', true],
  ['gpt-5.1-mini', true],
  ['gpt-6-luna', true],
  ['gpt-10', true],
  ['openai/gpt-5', true],
  ['gpt-4o', false],
  ['gpt-4.1-mini', false],
  ['gpt-3.5-turbo', false],
  ['llama3.2', false],
  ['qwen3-o1', false],
  ['olmo2', false],
])('of %s it is thought %s that it reasons', (id, reasons) => {
  const traits = guessTraits(id);
  expect([traits.thinking.kind === 'level', traits.temperature]).toEqual([reasons, !reasons]);
});

test('T25: OpenAI itself has to name the model', () => {
  const body = JSON.stringify({ choices: [{ finish_reason: 'stop', message: { content: 'x' } }] });
  expect(readBody({ status: 200, body }, 'gpt-4o', true)).toMatchObject({ problem: { kind: 'wrong-model' } });
  expect(readBody({ status: 200, body }, 'gpt-4o', false)).toMatchObject({ reply: { model: 'gpt-4o' } });
});

test('parts of the counts that cannot be read count nothing', () => {
  const body = JSON.stringify({
    choices: [{ message: { content: 'x' } }],
    usage: {
      prompt_tokens: 3,
      completion_tokens: 2,
      total_tokens: 'many',
      prompt_tokens_details: { cached_tokens: -1 },
      completion_tokens_details: 'none',
    },
  });
  expect(readBody({ status: 200, body }, 'm', false)).toMatchObject({
    reply: { usage: { inputTokens: 3, cachedInputTokens: 0, outputTokens: 2, thinkingTokens: 0 } },
  });
});

describe('toLimits', () => {
  const read = (headers: Record<string, string>) =>
    toLimits({ status: 200, headers: new Headers(headers), body: '' });
  test('takes the smaller of the limits of organisation and project', () => {
    const both = {
      'x-ratelimit-limit-tokens': '30000',
      'x-ratelimit-limit-project-tokens': '9000',
      'x-ratelimit-remaining-project-tokens': '10',
      'x-ratelimit-reset-project-tokens': '2s',
    };
    expect(read(both)).toEqual({ tokens: { limit: 9000, remaining: 10, resetMs: 2000 } });
    expect(read({ ...both, 'x-ratelimit-limit-tokens': '8000' })).toEqual({ tokens: { limit: 8000 } });
  });

  test('has nothing to say without headers, or with nonsense in them', () => {
    expect(read({})).toEqual({});
    expect(read({ 'x-ratelimit-limit-requests': 'many', 'x-ratelimit-remaining-requests': '5' })).toEqual({});
  });
});
