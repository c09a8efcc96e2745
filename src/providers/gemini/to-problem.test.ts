import { expect, test } from 'vitest';
import { toProblem } from './to-problem.ts';

const QUOTA = 'type.googleapis.com/google.rpc.QuotaFailure';
const RETRY = { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '38s' };
const failure = (quotaId: string) => ({ '@type': QUOTA, violations: [{ quotaId, quotaValue: '20' }] });

test.each([
  [
    'a quota of the minute is waited out',
    'You exceeded your current quota',
    [failure('GenerateRequestsPerMinutePerProjectPerModel'), RETRY],
    'rate-limited',
  ],
  [
    'a quota of the day ends the run, whatever delay it names',
    'You exceeded your current quota',
    [failure('GenerateRequestsPerDayPerProjectPerModel-FreeTier'), RETRY],
    'daily-quota',
  ],
  ['credits that are used up end the run', 'Your prepayment credits are depleted.', [], 'no-credit'],
  [
    'a word on credits beside a quota of the minute is no such end',
    'Quota reached; credits apply',
    [failure('TokensPerMinute'), RETRY],
    'rate-limited',
  ],
])('%s', (_name, message, details, kind) => {
  const body = JSON.stringify({ error: { code: 429, status: 'RESOURCE_EXHAUSTED', message, details } });
  expect(toProblem({ status: 429, headers: new Headers(), body }, 0).kind).toBe(kind);
});
