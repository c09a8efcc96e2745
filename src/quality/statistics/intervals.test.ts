import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeRandom } from '../../base/index.ts';
import { clopperPearson, clopperPearsonOneSided } from './clopper-pearson.ts';
import { wilson, wilsonOneSided } from './wilson.ts';

// Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998), table I.
test.each([
  { successes: 81, n: 263, score: [0.2553, 0.3662], exact: [0.2527, 0.3676] },
  { successes: 15, n: 148, score: [0.0624, 0.1605], exact: [0.0578, 0.1617] },
  { successes: 0, n: 20, score: [0, 0.1611], exact: [0, 0.1684] },
  { successes: 1, n: 29, score: [0.0061, 0.1718], exact: [0.0009, 0.1776] },
])("$successes of $n have Newcombe's intervals", ({ successes, n, score, exact }) => {
  const [byScore, byExact] = [wilson(successes, n), clopperPearson(successes, n)];
  expect([byScore.lower, byScore.upper].map((bound) => Number(bound.toFixed(4)))).toEqual(score);
  expect([byExact.lower, byExact.upper].map((bound) => Number(bound.toFixed(4)))).toEqual(exact);
});

test.each([
  { successes: 90, n: 100, lower: 0.826, upper: 0.945 },
  { successes: 95, n: 100, lower: 0.888, upper: 0.978 },
  { successes: 97, n: 100, lower: 0.915, upper: 0.99 },
  { successes: 188, n: 200, lower: 0.898, upper: 0.965 },
  { successes: 235, n: 250, lower: 0.903, upper: 0.963 },
])('$successes of $n lie within $lower and $upper', ({ successes, n, lower, upper }) => {
  const interval = wilson(successes, n);
  expect(interval.lower).toBeCloseTo(lower, 3);
  expect(interval.upper).toBeCloseTo(upper, 3);
});

describe('the fewest units by which 90 % is sure', () => {
  const findFewest = (failures: number, isSure: (successes: number, n: number) => boolean): number => {
    let n = failures + 1;
    while (!isSure(n - failures, n)) n++;
    return n;
  };

  test.each([
    { failures: 0, exact: 29, score: 25, twoSided: 35 },
    { failures: 1, exact: 46, score: 42, twoSided: 53 },
    { failures: 2, exact: 61, score: 58, twoSided: 69 },
    { failures: 3, exact: 76, score: 72, twoSided: 84 },
    { failures: 5, exact: 103, score: 100, twoSided: 113 },
    { failures: 10, exact: 167, score: 164, twoSided: 179 },
    { failures: 20, exact: 286, score: 284, twoSided: 303 },
  ])('with $failures failures', ({ failures, exact, score, twoSided }) => {
    expect(findFewest(failures, (k, n) => clopperPearsonOneSided(k, n).lower >= 0.9)).toBe(exact);
    expect(findFewest(failures, (k, n) => wilsonOneSided(k, n).lower >= 0.9)).toBe(score);
    expect(findFewest(failures, (k, n) => wilson(k, n).lower >= 0.9)).toBe(twoSided);
  });
});

test('of nothing nothing is known', () => {
  for (const interval of [
    wilson(0, 0),
    wilsonOneSided(0, 0),
    clopperPearson(0, 0),
    clopperPearsonOneSided(0, 0),
  ]) {
    expect(interval).toEqual({ estimate: 0.5, lower: 0, upper: 1 });
  }
});

describe.each([
  { name: 'Wilson', measure: wilson },
  { name: 'Wilson, one-sided', measure: wilsonOneSided },
  { name: 'Clopper and Pearson', measure: clopperPearson },
  { name: 'Clopper and Pearson, one-sided', measure: clopperPearsonOneSided },
])('the interval of $name', ({ measure }) => {
  const counts = fc
    .integer({ min: 1, max: 2_000 })
    .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
  const levels = fc.double({ min: 0.6, max: 0.999, noNaN: true });

  test('lies within 0 and 1 and holds the estimate', () => {
    fc.assert(
      fc.property(counts, levels, ([successes, n], level) => {
        const { estimate, lower, upper } = measure(successes, n, level);
        expect(estimate).toBe(successes / n);
        expect(0 <= lower && lower <= estimate && estimate <= upper && upper <= 1).toBe(true);
      }),
    );
  });

  test('mirrors when successes and failures change places', () => {
    fc.assert(
      fc.property(counts, levels, ([successes, n], level) => {
        const [one, other] = [measure(successes, n, level), measure(n - successes, n, level)];
        expect(one.lower).toBeCloseTo(1 - other.upper, 9);
        expect(one.upper).toBeCloseTo(1 - other.lower, 9);
      }),
    );
  });

  test('rises with the successes and widens with the level', () => {
    fc.assert(
      fc.property(counts, levels, ([successes, n], level) => {
        const interval = measure(successes, n, level);
        const wider = measure(successes, n, (level + 1) / 2);
        expect(wider.lower <= interval.lower && interval.upper <= wider.upper).toBe(true);
        if (successes === n) return;
        const next = measure(successes + 1, n, level);
        expect(next.lower >= interval.lower && next.upper >= interval.upper).toBe(true);
      }),
    );
  });
});

test('the exact interval misses the truth no more often than it says, and the score interval hardly more', () => {
  const random = makeRandom(42, 'coverage');
  for (const share of [0.5, 0.9, 0.97]) {
    let [missedByScore, missedByExact] = [0, 0];
    const rounds = 1_000;
    for (let round = 0; round < rounds; round++) {
      let successes = 0;
      for (let unit = 0; unit < 100; unit++) if (random.fraction() < share) successes++;
      const [score, exact] = [wilson(successes, 100), clopperPearson(successes, 100)];
      if (share < score.lower || share > score.upper) missedByScore++;
      if (share < exact.lower || share > exact.upper) missedByExact++;
    }
    // Three standard deviations of a count with mean 50; Wilson's own coverage swings by a point or two.
    expect(missedByExact).toBeLessThan(50 + 21);
    expect(missedByScore).toBeLessThan(50 + 21 + 20);
  }
});
