import { describe, expect, test } from 'vitest';
import type { Request } from '../contract.ts';
import { findModel, loadRegistry } from '../models/registry.ts';
import { guessTraits } from './guess-traits.ts';
import { readBody } from './read-body.ts';
import { toBody } from './to-body.ts';
import { toLimits } from './to-limits.ts';

const request: Request = {
  model: 'claude-haiku-4-5',
  system: '',
  messages: [{ role: 'user', content: 'hi' }],
  temperature: 0.8,
  maxTokens: 100,
  schema: { name: 'talk', schema: { type: 'object' } },
};

describe('toBody', () => {
  test('leaves out an empty system prompt', () => {
    expect(toBody(request, guessTraits('claude-haiku-4-5'))).not.toHaveProperty('system');
  });

  test('asks for no schema where the model data says that there is no way to', () => {
    const body = toBody(request, { ...guessTraits('claude-haiku-4-5'), structuredOutput: 'none' });
    expect(Object.keys(body)).toEqual(['model', 'max_tokens', 'messages', 'temperature']);
  });
});

test.each([
  ['claude-2.1', false, true, false],
  ['claude-instant-1.2', false, true, false],
  ['claude-3-haiku-20240307', false, true, false],
  ['claude-3-5-sonnet-20241022', false, true, false],
  ['claude-3-7-sonnet-latest', false, true, false],
  ['claude-sonnet-4-20250514', false, true, false],
  ['claude-opus-4-1-20250805', false, true, false],
  ['claude-opus-4-5-20251101', true, true, false],
  ['claude-opus-4-6', true, true, false],
  ['claude-opus-4-7', true, false, false],
  ['claude-opus-4-10', true, false, false],
  ['claude-opus-5', true, false, true],
  ['claude-fable-5-2', true, false, true],
  ['claude-something-new', true, false, true],
])(
  'T18: of %s it is thought: schemas %s, temperature %s, thinks on its own %s',
  (id, schemas, temperature, thinks) => {
    const traits = guessTraits(id);
    expect([
      traits.structuredOutput === 'json-schema',
      traits.temperature,
      traits.thinking.kind === 'adaptive',
    ]).toEqual([schemas, temperature, thinks]);
  },
);

test('T18: what is guessed and what is known about temperature and schemas agree', () => {
  for (const { id, temperature, structuredOutput } of loadRegistry().models.filter(
    (m) => m.provider === 'anthropic',
  )) {
    expect({ id, ...guessTraits(id) }).toMatchObject({ id, temperature, structuredOutput });
  }
  expect(findModel(loadRegistry(), 'anthropic', 'claude-opus-4-7')?.temperature).toBe(false);
});

test('the input of a forced tool is the text, before any words around it', () => {
  const body = JSON.stringify({
    model: 'claude-3-haiku-20240307',
    stop_reason: 'tool_use',
    content: [
      { type: 'text', text: 'Here you are.' },
      { type: 'tool_use', id: 't', name: 'talk', input: { b: 1, a: [2] } },
    ],
  });
  expect(readBody({ status: 200, body }, 'claude-3-haiku-20240307', true)).toMatchObject({
    reply: { text: '{"b":1,"a":[2]}' },
  });
});

test('resets are moments of time, not spans', () => {
  const headers = new Headers({
    'anthropic-ratelimit-requests-limit': '50',
    'anthropic-ratelimit-requests-remaining': '0',
    'anthropic-ratelimit-requests-reset': '2026-11-22T12:00:30Z',
    'anthropic-ratelimit-output-tokens-limit': '10000',
  });
  expect(toLimits(headers, Date.parse('2026-11-22T12:00:00Z'))).toEqual({
    requests: { limit: 50, remaining: 0, resetMs: 30_000 },
    outputTokens: { limit: 10_000 },
  });
  expect(toLimits(new Headers(), 0)).toEqual({});
});
