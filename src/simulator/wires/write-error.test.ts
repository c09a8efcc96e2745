import { describe, expect, test } from 'vitest';
import { WIRES } from './index.ts';
import { toObject } from './json.ts';
import { toOtherModel, toSnapshot } from './models.ts';
import { toGoDuration } from './openai/go-duration.ts';
import type { Refusal } from './refusal.ts';

type Name = keyof typeof WIRES;

describe('an error', () => {
  const about = { model: 'some-model', path: '/v1/x', stamp: { id: 'ab'.repeat(32), nowMs: 0 } };
  const full: Refusal = {
    kind: 'rate-limited',
    what: 'tokens',
    limit: 30_000,
    used: 29_000,
    requested: 3000,
    waitMs: 1500,
  };
  test.each<[string, Name, Refusal, number, object]>([
    ['a bad key', 'openai', { kind: 'bad-key' }, 401, { error: { code: 'invalid_api_key' } }],
    [
      'a bad key',
      'gemini',
      { kind: 'bad-key' },
      400,
      { error: { status: 'INVALID_ARGUMENT', details: [{ reason: 'API_KEY_INVALID' }] } },
    ],
    [
      'a bad key',
      'anthropic',
      { kind: 'bad-key' },
      401,
      { type: 'error', error: { type: 'authentication_error' } },
    ],
    ['no key', 'openai', { kind: 'missing-key' }, 401, { error: { type: 'invalid_request_error' } }],
    ['no key', 'gemini', { kind: 'missing-key' }, 403, { error: { status: 'PERMISSION_DENIED' } }],
    ['no key', 'anthropic', { kind: 'missing-key' }, 401, { error: { type: 'authentication_error' } }],
    [
      'an unknown path',
      'openai',
      { kind: 'unknown-path', method: 'GET' },
      404,
      { error: { message: 'Invalid URL (GET /v1/x)' } },
    ],
    [
      'an unknown path',
      'gemini',
      { kind: 'unknown-path', method: 'GET' },
      404,
      { error: { status: 'NOT_FOUND' } },
    ],
    [
      'an unknown path',
      'anthropic',
      { kind: 'unknown-path', method: 'GET' },
      404,
      { error: { type: 'not_found_error' } },
    ],
    ['a retired model', 'openai', { kind: 'retired-model' }, 404, { error: { code: 'model_not_found' } }],
    [
      'a retired model',
      'gemini',
      { kind: 'retired-model' },
      404,
      { error: { code: 404, status: 'NOT_FOUND' } },
    ],
    [
      'a retired model',
      'anthropic',
      { kind: 'retired-model' },
      404,
      { error: { message: 'model: some-model' } },
    ],
    [
      'no credit',
      'openai',
      { kind: 'no-credit' },
      429,
      { error: { type: 'insufficient_quota', code: 'credit_balance_exhausted' } },
    ],
    ['no credit', 'gemini', { kind: 'no-credit' }, 429, { error: { status: 'RESOURCE_EXHAUSTED' } }],
    ['no credit', 'anthropic', { kind: 'no-credit' }, 400, { error: { type: 'invalid_request_error' } }],
    ["the day's quota", 'openai', { kind: 'daily-quota' }, 429, { error: { type: 'requests' } }],
    [
      "the day's quota",
      'gemini',
      { kind: 'daily-quota' },
      429,
      {
        error: {
          details: [
            { violations: [{ quotaId: 'GenerateRequestsPerDayPerProjectPerModel-FreeTier' }] },
            {},
            { retryDelay: '38s' },
          ],
        },
      },
    ],
    [
      "the month's cap",
      'anthropic',
      { kind: 'daily-quota' },
      429,
      { error: { details: { error_code: 'enforced_spend_limit_reached' } } },
    ],
    ['a server error', 'openai', { kind: 'server-error' }, 500, { error: { type: 'server_error' } }],
    ['a server error', 'gemini', { kind: 'server-error' }, 500, { error: { status: 'INTERNAL' } }],
    ['a server error', 'anthropic', { kind: 'server-error' }, 500, { error: { type: 'api_error' } }],
    ['overload', 'openai', { kind: 'overloaded' }, 503, {}],
    ['overload', 'gemini', { kind: 'overloaded' }, 503, { error: { status: 'UNAVAILABLE' } }],
    ['overload', 'anthropic', { kind: 'overloaded' }, 529, { error: { type: 'overloaded_error' } }],
    ['a limit', 'openai', full, 429, { error: { type: 'tokens', code: 'rate_limit_exceeded' } }],
    [
      'a limit',
      'gemini',
      full,
      429,
      {
        error: {
          details: [
            {
              violations: [
                { quotaId: 'GenerateContentPaidTierInputTokensPerModelPerMinute', quotaValue: '30000' },
              ],
            },
            {},
            { retryDelay: '1s' },
          ],
          message: expect.stringMatching(/Please retry in 1\.5s\.$/),
        },
      },
    ],
    [
      'a limit that is not named',
      'openai',
      { kind: 'busy', waitMs: 250 },
      429,
      { error: { type: 'requests' } },
    ],
    [
      'a limit that is not named',
      'gemini',
      { kind: 'busy', waitMs: 250 },
      429,
      { error: { details: [{ retryDelay: '0.25s' }] } },
    ],
    [
      'a limit that is not named',
      'anthropic',
      { kind: 'busy', waitMs: 250 },
      429,
      { error: { type: 'rate_limit_error' } },
    ],
    ['a limit', 'anthropic', full, 429, { error: { type: 'rate_limit_error' } }],
    [
      'a request too large',
      'openai',
      { kind: 'too-large', limit: 10, requested: 11 },
      429,
      { error: { type: 'tokens' } },
    ],
    [
      'a body too large',
      'anthropic',
      { kind: 'body-too-large' },
      413,
      { error: { type: 'request_too_large' } },
    ],
  ])('%s is told by %s in its own shape', (_what, name, refusal, status, body) => {
    expect(WIRES[name].toError(refusal, about)).toMatchObject({ status, body });
  });

  test('of a limit says by how much and when to come back', () => {
    const { body, headers } = WIRES.openai.toError(full, about);
    expect(toObject(body.error).message).toContain(
      'Limit 30000, Used 29000, Requested 3000. Please try again in 1.5s.',
    );
    expect(headers).toEqual({ 'retry-after-ms': '1500', 'retry-after': '2' });
    expect(WIRES.anthropic.toError(full, about).headers).toEqual({ 'retry-after': '2' });
  });

  test("of Anthropic's monthly cap names no time to come back", () => {
    expect(WIRES.anthropic.toError({ kind: 'daily-quota' }, about).headers).toEqual({});
  });
});

test('limits are told in the headers of each wire', () => {
  const state = {
    requests: { limit: 60, remaining: 5, resetMs: 1000 },
    tokens: { limit: 40_000, remaining: 2600, resetMs: 360_000 },
    outputTokens: { limit: 8000, remaining: 100, resetMs: 1 },
  };
  const nowMs = Date.UTC(2026, 0, 1);
  expect(WIRES.openai.toLimitHeaders(state, nowMs)).toEqual({
    'x-ratelimit-limit-requests': '60',
    'x-ratelimit-remaining-requests': '5',
    'x-ratelimit-reset-requests': '1s',
    'x-ratelimit-limit-tokens': '40000',
    'x-ratelimit-remaining-tokens': '2600',
    'x-ratelimit-reset-tokens': '6m0s',
  });
  expect(WIRES.gemini.toLimitHeaders(state, nowMs)).toEqual({});
  expect(WIRES.anthropic.toLimitHeaders(state, nowMs)).toMatchObject({
    'anthropic-ratelimit-requests-remaining': '5',
    'anthropic-ratelimit-requests-reset': '2026-01-01T00:00:01Z',
    'anthropic-ratelimit-input-tokens-remaining': '3000',
    'anthropic-ratelimit-output-tokens-limit': '8000',
    'anthropic-ratelimit-tokens-limit': '8000',
    'anthropic-ratelimit-tokens-reset': '2026-01-01T00:00:01Z',
  });
});

test.each([
  [0, '0s'],
  [0.2, '1ms'],
  [120, '120ms'],
  [1500, '1.5s'],
  [59_999, '59.999s'],
  [360_000, '6m0s'],
  [61_500, '1m1.5s'],
])('%d ms are %s in Go', (ms, text) => {
  expect(toGoDuration(ms)).toBe(text);
});

test('a reply bears the dated name, and another one where the model is replaced', () => {
  expect(toSnapshot('openai', 'gpt-4o')).toBe('gpt-4o-2024-08-06');
  expect(toSnapshot('anthropic', 'claude-haiku-4-5')).toBe('claude-haiku-4-5-20251001');
  expect(toSnapshot('openai', 'my-own')).toBe('my-own');
  for (const [provider, model] of [
    ['openai', 'gpt-6-luna'],
    ['gemini', 'gemini-3.8-flash'],
    ['anthropic', 'claude-sonnet-5'],
  ] as const) {
    expect(toOtherModel(provider, model)).not.toBe(model);
  }
});
