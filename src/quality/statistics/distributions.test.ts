import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toBetaQuantile, toBetaShare, toLogChoose, toLogGamma } from './beta.ts';
import { toChanceOfAtLeast, toChanceOfAtMost } from './binomial.ts';
import { measureEvenness, measureSpread } from './evenness.ts';
import { holm } from './holm.ts';
import { toNormalQuantile, toNormalShare } from './normal.ts';
import { shrinkShares } from './shrinkage.ts';

// Abramowitz and Stegun, Handbook of Mathematical Functions, tables 26.1 and 26.5.
test.each([
  [0.5, 0],
  [0.95, 1.6448536269514722],
  [0.975, 1.959963984540054],
  [0.995, 2.5758293035489004],
  [1e-10, -6.361340902404056],
])('below z lies a share of %d where z is %d', (share, z) => {
  expect(toNormalQuantile(share)).toBeCloseTo(z, 12);
  expect(toNormalShare(z)).toBeCloseTo(share, 12);
});

test('the normal distribution has no ends', () => {
  expect([toNormalQuantile(0), toNormalQuantile(1)]).toEqual([
    Number.NEGATIVE_INFINITY,
    Number.POSITIVE_INFINITY,
  ]);
  expect([toNormalShare(-40), toNormalShare(40)]).toEqual([0, 1]);
});

test('gamma of whole numbers is the factorial, and of a half the root of pi', () => {
  expect(Math.exp(toLogGamma(11))).toBeCloseTo(3_628_800, 5);
  expect(Math.exp(toLogGamma(0.5))).toBeCloseTo(Math.sqrt(Math.PI), 12);
  expect(Math.exp(toLogGamma(0.25))).toBeCloseTo(3.625609908221908, 10);
  expect(Math.exp(toLogChoose(10, 3))).toBeCloseTo(120, 9);
  expect([toLogChoose(3, 4), toLogChoose(3, -1)]).toEqual([
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ]);
});

test('the beta distribution agrees with its closed forms', () => {
  for (const x of [0.1, 0.5, 0.9]) {
    expect(toBetaShare(x, 1, 1)).toBeCloseTo(x, 12);
    expect(toBetaShare(x, 3, 1)).toBeCloseTo(x ** 3, 12);
    expect(toBetaShare(x, 1, 4)).toBeCloseTo(1 - (1 - x) ** 4, 12);
    expect(toBetaShare(x, 2, 2)).toBeCloseTo(3 * x * x - 2 * x ** 3, 12);
  }
  expect([toBetaQuantile(0, 2, 3), toBetaQuantile(1, 2, 3)]).toEqual([0, 1]);
});

test('a quantile of the beta distribution leads back to its share', () => {
  const shapes = fc.double({ min: 0.5, max: 500, noNaN: true });
  fc.assert(
    fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), shapes, shapes, (share, a, b) => {
      expect(toBetaShare(toBetaQuantile(share, a, b), a, b)).toBeCloseTo(share, 6);
    }),
  );
});

test('chances of a count add up to the sum of their terms', () => {
  const term = (k: number): number => Math.exp(toLogChoose(20, k)) * 0.3 ** k * 0.7 ** (20 - k);
  const sum = Array.from({ length: 8 }, (_, k) => term(k)).reduce((total, chance) => total + chance, 0);
  expect(toChanceOfAtMost(7, 20, 0.3)).toBeCloseTo(sum, 12);
  expect(toChanceOfAtLeast(8, 20, 0.3)).toBeCloseTo(1 - sum, 12);
  expect([toChanceOfAtMost(-1, 5, 0.3), toChanceOfAtMost(5, 5, 0.3)]).toEqual([0, 1]);
  expect([toChanceOfAtLeast(0, 5, 0.3), toChanceOfAtLeast(6, 5, 0.3)]).toEqual([1, 0]);
});

test("Holm's chances are those of the textbook", () => {
  expect(holm([0.01, 0.04, 0.03, 0.005]).map((chance) => Number(chance.toFixed(10)))).toEqual([
    0.03, 0.06, 0.06, 0.02,
  ]);
  expect(holm([])).toEqual([]);
});

test("Holm's chances are never below their own, never above 1, and keep their order", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (chances) => {
      const adjusted = holm(chances);
      for (const [at, chance] of chances.entries()) {
        expect(adjusted[at]! >= chance && adjusted[at]! <= 1).toBe(true);
        for (const [other, value] of chances.entries()) {
          if (chance < value) expect(adjusted[at]!).toBeLessThanOrEqual(adjusted[other]!);
        }
      }
    }),
  );
});

describe('evenness', () => {
  test.each([
    { counts: [25, 25, 25, 25], evenness: 1, spread: 1 },
    { counts: [40, 0], evenness: 0, spread: Number.POSITIVE_INFINITY },
    { counts: [0, 0], evenness: 0, spread: Number.POSITIVE_INFINITY },
    { counts: [2, 1], evenness: 0.9183, spread: 2 },
    { counts: [7], evenness: 1, spread: 1 },
    { counts: [], evenness: 1, spread: 1 },
  ])('of $counts is $evenness with a spread of $spread', ({ counts, evenness, spread }) => {
    expect(measureEvenness(counts)).toBeCloseTo(evenness, 4);
    expect(measureSpread(counts)).toBe(spread);
  });
});

describe('shares drawn towards that of all', () => {
  test('lie between their own share and that of all, the nearer to their own the more they rest on', () => {
    const groups = [
      { successes: 5, n: 10 },
      { successes: 50, n: 100 },
      ...Array.from({ length: 8 }, () => ({ successes: 95, n: 100 })),
    ];
    const [few, many] = shrinkShares(groups);
    expect(few!.estimate).toBeGreaterThan(many!.estimate);
    expect(many!.estimate).toBeGreaterThan(0.5);
    expect(few!.estimate).toBeLessThan(0.9);
  });

  test('groups that differ by chance alone come out nearly the same', () => {
    const shares = shrinkShares([24, 23, 25, 22, 24].map((successes) => ({ successes, n: 25 })));
    const estimates = shares.map(({ estimate }) => estimate);
    expect(Math.max(...estimates) - Math.min(...estimates)).toBeLessThan(0.03);
  });

  test('nothing at all says nothing, and a group with nothing in it is as all are', () => {
    expect(shrinkShares([{ successes: 0, n: 0 }])).toEqual([{ estimate: 0.5, lower: 0, upper: 1 }]);
    const [, empty] = shrinkShares([
      { successes: 90, n: 100 },
      { successes: 0, n: 0 },
    ]);
    expect(empty!.estimate).toBeCloseTo(90.5 / 101, 6);
  });

  test('lie within their intervals, and those within 0 and 1', () => {
    const group = fc
      .integer({ min: 0, max: 60 })
      .chain((n) => fc.record({ n: fc.constant(n), successes: fc.integer({ min: 0, max: n }) }));
    fc.assert(
      fc.property(fc.array(group, { minLength: 1, maxLength: 12 }), (groups) => {
        for (const { estimate, lower, upper } of shrinkShares(groups)) {
          expect(0 <= lower && lower <= upper && upper <= 1).toBe(true);
          expect(estimate >= 0 && estimate <= 1).toBe(true);
        }
      }),
    );
  });
});
