import { describe, expect, test } from 'vitest';
import { makeRandom } from '../base/index.ts';
import { PROBLEM_KINDS, type ProblemKind } from '../providers/index.ts';
import { toBackoffMs } from './backoff.ts';
import { Patience } from './patience.ts';
import { type Consequence, MOST_TRIES, RETRY_RULES } from './retry-rules.ts';

const toProblem = (kind: ProblemKind) => ({ kind, message: 'x' });
const make = (maxAttempts = 3) => new Patience(maxAttempts, makeRandom(1, 'test'));
const kindsThat = (then: Consequence): ProblemKind[] =>
  PROBLEM_KINDS.filter((kind) => RETRY_RULES[kind].then === then);

describe('the retry table', () => {
  test('has a row for each kind of problem and none besides', () => {
    expect(Object.keys(RETRY_RULES).sort()).toEqual([...PROBLEM_KINDS].sort());
  });

  test.each<[Consequence, ProblemKind[]]>([
    ['wait', ['rate-limited', 'overloaded', 'unreachable']],
    ['try-again', ['server-error']],
    ['retry', ['connection-lost', 'timed-out', 'wrong-model', 'foreign-body', 'not-http']],
    ['revise', ['refused', 'blocked', 'recitation', 'cut-off', 'empty', 'not-json', 'wrong-shape']],
    ['give-up', ['too-large', 'bad-request', 'interrupted']],
    ['stop-run', ['bad-key', 'forbidden', 'no-credit', 'daily-quota', 'unknown-model', 'wrong-url']],
  ])('lets %s follow on what it is meant for', (then, kinds) => {
    expect(kindsThat(then).sort()).toEqual(kinds.sort());
  });

  test('slows down for refusals to serve, and counts as billed what may have been', () => {
    const pick = (name: 'slowDown' | 'mayBeBilled') =>
      PROBLEM_KINDS.filter((kind) => RETRY_RULES[kind][name]).sort();
    expect(pick('slowDown')).toEqual(['overloaded', 'rate-limited']);
    expect(pick('mayBeBilled')).toEqual(['connection-lost', 'foreign-body', 'interrupted', 'timed-out']);
  });
});

describe('the patience with one call', () => {
  test.each(kindsThat('wait'))('is not used up by %s', (kind) => {
    const patience = make();
    for (let turn = 0; turn < 1_000; turn++) {
      const { then, waitMs } = patience.decide(toProblem(kind));
      expect(then).toBe('wait');
      // Nothing is asked again without a pause, whatever the limiter does.
      expect(waitMs).toBeGreaterThanOrEqual(100);
      expect(waitMs).toBeLessThanOrEqual(1_000);
    }
    expect(patience.attempt).toBe(1);
  });

  test.each<[number | undefined, number]>([
    [40_000, 40_000],
    [1, 1],
    [0, 100],
    [-5, 100],
    [Number.NaN, 100],
    [Number.POSITIVE_INFINITY, 100],
    [undefined, 100],
  ])('takes a provider that asks for %s ms at its word where it is one', (retryAfterMs, leastMs) => {
    const problem = { ...toProblem('rate-limited'), ...(retryAfterMs !== undefined && { retryAfterMs }) };
    const { waitMs } = make().decide(problem);
    expect(waitMs).toBeGreaterThanOrEqual(leastMs);
    expect(waitMs).toBeLessThanOrEqual(Math.max(133, leastMs));
  });

  test('stands back longer with each refusal in a row, and forgets them after an answer', () => {
    const patience = make(9);
    const waits = [1, 2, 3, 4, 5].map(() => patience.decide(toProblem('overloaded')).waitMs);
    for (const [index, waitMs] of waits.entries()) {
      expect(waitMs).toBeGreaterThanOrEqual(Math.min(1_000, 100 * 2 ** index));
      expect(waitMs).toBeLessThanOrEqual(Math.min(1_000, 133 * 2 ** index));
    }
    patience.decide(toProblem('not-json'));
    expect(patience.decide(toProblem('overloaded')).waitMs).toBeLessThanOrEqual(133);
  });

  test.each([...kindsThat('retry'), ...kindsThat('revise')])('ends with the third %s', (kind) => {
    const patience = make(3);
    const { then } = RETRY_RULES[kind];
    expect([1, 2, 3].map(() => patience.decide(toProblem(kind)).then)).toEqual([then, then, 'give-up']);
  });

  test('counts attempts of all kinds together, and server errors apart from them', () => {
    const patience = make(3);
    const kinds: ProblemKind[] = ['not-json', 'server-error', 'rate-limited', 'timed-out', 'server-error'];
    expect(kinds.map((kind) => patience.decide(toProblem(kind)).then)).toEqual([
      'revise',
      'try-again',
      'wait',
      'retry',
      'try-again',
    ]);
    expect(patience.attempt).toBe(3);
    expect(patience.decide(toProblem('cut-off')).then).toBe('give-up');
  });

  test(`ends with server error number ${MOST_TRIES}`, () => {
    const patience = make(3);
    const thens = Array.from({ length: MOST_TRIES }, () => patience.decide(toProblem('server-error')).then);
    expect(thens).toEqual([...Array(MOST_TRIES - 1).fill('try-again'), 'give-up']);
  });

  test('with a single attempt gives up at the first answer that cannot be used', () => {
    expect(make(1).decide(toProblem('empty'))).toEqual({ then: 'give-up', waitMs: 0 });
  });

  test.each(kindsThat('stop-run'))('does not matter to %s', (kind) => {
    expect(make().decide(toProblem(kind))).toEqual({ then: 'stop-run', waitMs: 0 });
  });

  test('asks at once for a revised answer, and pauses longer each time before the same again', () => {
    const patience = make(9);
    expect(patience.decide(toProblem('cut-off')).waitMs).toBe(0);
    const waits = [1, 2, 3, 4].map(() => patience.decide(toProblem('timed-out')).waitMs);
    for (const [index, waitMs] of waits.entries()) {
      expect(waitMs).toBeLessThanOrEqual(1_000 * 2 ** index);
      expect(waitMs).toBeGreaterThan(750 * 2 ** index);
    }
  });
});

test('the pause doubles from half a second to thirty seconds, less a quarter at most by chance', () => {
  const least = { fraction: () => 1 } as ReturnType<typeof makeRandom>;
  const most = { fraction: () => 0 } as ReturnType<typeof makeRandom>;
  const tries = [0, 1, 2, 3, 6, 7, 8, 1_000, 100_000];
  const longest = [500, 500, 1_000, 2_000, 16_000, 30_000, 30_000, 30_000, 30_000];
  expect(tries.map((each) => toBackoffMs(each, most))).toEqual(longest);
  expect(tries.map((each) => toBackoffMs(each, least))).toEqual(longest.map((ms) => ms * 0.75));
});
