import { describe, expect, test } from 'vitest';
import { decide } from './decide.ts';
import { makeInput } from './testing/make-part.ts';
import { simulatePart, type World } from './testing/simulate-part.ts';
import type { Decision } from './verdict.ts';
import type { Unit } from './verdict-input.ts';

const ROUNDS = 200;
/** One in twenty, and three standard deviations of such a count. */
const MOST_WRONG = ROUNDS * 0.05 + 3 * Math.sqrt(ROUNDS * 0.05 * 0.95);

/** How often each decision with confidence falls on sets whose truth is known. */
const countDecisions = (
  world: Omit<World, 'seed'>,
  { unit = 'instance', hasJudge = true }: { unit?: Unit; hasJudge?: boolean } = {},
): Record<Decision, number> => {
  const counts = { go: 0, 'no-go': 0, inconclusive: 0 };
  for (let seed = 0; seed < ROUNDS; seed++) {
    const { part, validation } = simulatePart({ ...world, seed });
    const providers = [hasJudge ? part : { ...part, judgements: [] }];
    const { criteria = [] } =
      decide(makeInput(providers, { unit, validations: [validation] })).providers[0] ?? {};
    const criterion = criteria.find(({ id }) => id === 'pattern-correctness');
    if (criterion) counts[criterion.withConfidence]++;
  }
  return counts;
};

const GOOD_JUDGE = { sensitivity: 0.95, specificity: 0.95 };
const MILD_JUDGE = { sensitivity: 0.99, specificity: 0.92 };
const HARSH_JUDGE = { sensitivity: 0.92, specificity: 0.97 };

describe('a set just below 90 % is hardly ever a go', () => {
  test.each([
    { name: 'by a good judge', world: GOOD_JUDGE, options: {} },
    { name: 'by a mild judge', world: MILD_JUDGE, options: {} },
    { name: 'by a harsh judge', world: HARSH_JUDGE, options: {} },
    { name: 'when whole conversations are wrong', world: { ...GOOD_JUDGE, isClustered: true }, options: {} },
    { name: 'with 40 labels as well', world: { ...GOOD_JUDGE, labels: 40 }, options: {} },
    { name: 'by 60 labels alone', world: { ...GOOD_JUDGE, labels: 60 }, options: { hasJudge: false } },
    {
      name: 'in whole conversations',
      world: { ...GOOD_JUDGE, isWhole: true },
      options: { unit: 'conversation' as const },
    },
  ])('$name', { timeout: 60_000 }, ({ world, options }) => {
    expect(countDecisions({ ...world, truth: 0.896 }, options).go).toBeLessThanOrEqual(MOST_WRONG);
  });
});

describe('a set just above 90 % is hardly ever a no-go', () => {
  test.each([
    { name: 'by a good judge', world: GOOD_JUDGE, options: {} },
    { name: 'by a harsh judge', world: HARSH_JUDGE, options: {} },
    { name: 'when whole conversations are wrong', world: { ...GOOD_JUDGE, isClustered: true }, options: {} },
    { name: 'with 40 labels as well', world: { ...GOOD_JUDGE, labels: 40 }, options: {} },
    { name: 'by 60 labels alone', world: { ...GOOD_JUDGE, labels: 60 }, options: { hasJudge: false } },
    {
      name: 'in whole conversations',
      world: { ...GOOD_JUDGE, isWhole: true },
      options: { unit: 'conversation' as const },
    },
  ])('$name', { timeout: 60_000 }, ({ world, options }) => {
    expect(countDecisions({ ...world, truth: 0.904 }, options)['no-go']).toBeLessThanOrEqual(MOST_WRONG);
  });
});

test('the test has power: most sets of 97.5 % are a go, and most of 75 % a no-go', {
  timeout: 60_000,
}, () => {
  expect(countDecisions({ ...GOOD_JUDGE, truth: 0.975 }).go).toBeGreaterThan(0.7 * ROUNDS);
  expect(countDecisions({ ...GOOD_JUDGE, truth: 0.75 })['no-go']).toBeGreaterThan(0.9 * ROUNDS);
});
