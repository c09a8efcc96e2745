import { describe, expect, test } from 'vitest';
import { makeProblem } from './problem.ts';
import { heedAdvice, toErrorStatus, toForeignProblem } from './status.ts';

test.each<[names: Array<string | number | null | undefined>, status: number]>([
  [[429, 'server_error'], 429],
  [['502', null], 502],
  [[null, 'rate_limit_error'], 429],
  [['rate_limit_exceeded', 'tokens'], 429],
  [['credit_balance_exhausted', 'insufficient_quota'], 402],
  [['RESOURCE_EXHAUSTED'], 429],
  [['UNAVAILABLE'], 503],
  [['overloaded_error'], 503],
  [['DEADLINE_EXCEEDED'], 504],
  [['authentication_error'], 401],
  [['UNAUTHENTICATED'], 401],
  [['permission_error'], 403],
  [['not_found_error'], 404],
  [['request_too_large'], 413],
  [['invalid_request_error'], 400],
  [[200, 'api_error'], 500],
  [[undefined, null], 500],
])('an error that names itself %j is a %d', (names, status) => {
  expect(toErrorStatus(...names)).toBe(status);
});

describe('x-should-retry', () => {
  const heed = (kind: Parameters<typeof makeProblem>[0], advice: string, retryAfterMs?: number) =>
    heedAdvice(
      makeProblem(kind, 'x', retryAfterMs === undefined ? {} : { retryAfterMs }),
      new Headers({ 'x-should-retry': advice }),
    ).kind;

  test('false ends what would be asked again, unless a wait is named', () => {
    expect(heed('rate-limited', 'false')).toBe('bad-request');
    expect(heed('server-error', 'false')).toBe('bad-request');
    expect(heed('overloaded', 'false', 1000)).toBe('overloaded');
  });

  test('true makes a bad request worth another try', () => {
    expect(heed('bad-request', 'true')).toBe('server-error');
  });

  test('says nothing about what has a name of its own', () => {
    expect(heed('no-credit', 'true')).toBe('no-credit');
    expect(heed('bad-key', 'true')).toBe('bad-key');
    expect(heed('no-credit', 'false')).toBe('no-credit');
    expect(heed('bad-request', 'maybe')).toBe('bad-request');
  });
});

test.each([
  [200, '', 'foreign-body'],
  [200, '<html></html>', 'foreign-body'],
  [200, '{"choices":[{"mess', 'foreign-body'],
  [204, '', 'foreign-body'],
  [302, '', 'wrong-url'],
  [404, '<html></html>', 'wrong-url'],
  [403, '<html></html>', 'wrong-url'],
  [502, '<html></html>', 'server-error'],
])("status %d with the foreign body '%s' is %s", (status, body, kind) => {
  expect(toForeignProblem(status, body, undefined).kind).toBe(kind);
});
