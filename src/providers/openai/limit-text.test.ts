import { expect, test } from 'vitest';
import { readLimitText } from './limit-text.ts';

test.each<[string, string, object]>([
  [
    'requests',
    'Rate limit reached for m on requests per min (RPM): Limit 500, Used 500, Requested 1. Please try again in 120ms.',
    { requests: { limit: 500, remaining: 0, refusal: { requested: 1, waitMs: 120 } } },
  ],
  [
    'tokens of a server that copies the text',
    'Rate limit reached for model `x` on tokens per minute (TPM): Limit 6000, Used 5500, Requested 1200. Please try again in 7s.',
    { tokens: { limit: 6_000, remaining: 500, refusal: { requested: 1_200, waitMs: 7_000 } } },
  ],
  [
    'a limit of the day',
    'Rate limit reached on tokens per day (TPD): Limit 6000, Used 6000, Requested 1.',
    {},
  ],
  [
    'a request that can never pass',
    'Request too large for m on tokens per min (TPM): Limit 6000, Used 0, Requested 9000.',
    {},
  ],
  ['no figures', 'Rate limit reached. Please try again in 250ms.', {}],
])('a refusal tells its limit in words, or does not: %s', (_what, message, limits) => {
  expect(readLimitText(message)).toEqual(limits);
});
