import { expect, test } from 'vitest';
import { toProblem } from './to-problem.ts';

const toBody = (type: string, code: string | null, message: string): string =>
  JSON.stringify({ error: { message, type, param: null, code } });

test.each([
  [
    'a limit per minute is waited out',
    'tokens',
    'rate_limit_exceeded',
    'Rate limit reached for gpt-4o on tokens per min (TPM): Limit 30000, Used 29000, Requested 1500. Please try again in 1s.',
    'rate-limited',
  ],
  [
    'a limit per day ends the run',
    'requests',
    'rate_limit_exceeded',
    'Rate limit reached for gpt-4o on requests per day (RPD): Limit 200, Used 200, Requested 1. Please try again in 7m12s.',
    'daily-quota',
  ],
  [
    'a request above the limit can never pass',
    'tokens',
    'rate_limit_exceeded',
    'Request too large for gpt-4o on tokens per min (TPM): Limit 30000, Requested 41000.',
    'too-large',
  ],
  [
    'credit that is used up is told by the type',
    'insufficient_quota',
    'credit_balance_exhausted',
    'You have no credits remaining.',
    'no-credit',
  ],
  [
    'an older body without a code says the same',
    'insufficient_quota',
    null,
    'You exceeded your current quota.',
    'no-credit',
  ],
])('%s', (_name, type, code, message, kind) => {
  const exchange = { status: 429, headers: new Headers(), body: toBody(type, code, message) };
  expect(toProblem(exchange, 0).kind).toBe(kind);
});
