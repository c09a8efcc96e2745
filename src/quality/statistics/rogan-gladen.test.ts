import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeRandom } from '../../base/index.ts';
import { type Calibration, correctShare, correctShareOneSided, roganGladen } from './rogan-gladen.ts';

test.each([
  { passed: 0.93, specificity: 0.95, sensitivity: 0.97, negatives: 50, positives: 50, is: [0.957, 0.9, 1] },
  { passed: 0.93, specificity: 0.9, sensitivity: 0.95, negatives: 50, positives: 50, is: [0.976, 0.906, 1] },
  { passed: 0.93, specificity: 0.7, sensitivity: 0.95, negatives: 50, positives: 50, is: [0.969, 0.874, 1] },
  {
    passed: 0.95,
    specificity: 0.95,
    sensitivity: 0.98,
    negatives: 50,
    positives: 150,
    is: [0.968, 0.926, 1],
  },
  { passed: 0.9, specificity: 0.95, sensitivity: 0.97, negatives: 50, positives: 50, is: [0.924, 0.865, 1] },
])('$passed of 250 passed by a judge of $specificity and $sensitivity', ({ passed, is, ...calibration }) => {
  const interval = correctShare(passed, 250, calibration);
  const { estimate = 0, lower = 0, upper = 0 } = interval ?? {};
  for (const [at, value] of [estimate, lower, upper].entries()) expect(value).toBeCloseTo(is[at]!, 2);
});

test('a judge without an error leaves the share as it is', () => {
  expect(roganGladen(0.37, { sensitivity: 1, specificity: 1 })).toBeCloseTo(0.37, 12);
});

test('a judge that is no better than a coin says nothing', () => {
  const coin = { sensitivity: 0.5, specificity: 0.5, positives: 50, negatives: 50 };
  expect(roganGladen(0.9, coin)).toBeUndefined();
  expect(correctShare(0.9, 250, coin)).toBeUndefined();
  expect(correctShare(0.9, 250, { ...coin, sensitivity: 0.2 })).toBeUndefined();
});

test('a judge that was measured on nothing says nothing', () => {
  expect(
    correctShare(0.9, 250, { sensitivity: 1, specificity: 1, positives: 0, negatives: 0 }),
  ).toBeUndefined();
});

test('nothing judged gives no interval', () => {
  expect(
    correctShare(0, 0, { sensitivity: 1, specificity: 1, positives: 50, negatives: 50 }),
  ).toBeUndefined();
});

describe('laws', () => {
  const calibrations = fc.record({
    sensitivity: fc.double({ min: 0.6, max: 1, noNaN: true }),
    specificity: fc.double({ min: 0.6, max: 1, noNaN: true }),
    positives: fc.integer({ min: 20, max: 500 }),
    negatives: fc.integer({ min: 20, max: 500 }),
  });
  const shares = fc.double({ min: 0, max: 1, noNaN: true });
  const sizes = fc.integer({ min: 1, max: 2_000 });

  test('an interval lies within 0 and 1 and holds the estimate', () => {
    fc.assert(
      fc.property(shares, sizes, calibrations, (passed, n, calibration) => {
        const { estimate, lower, upper } = correctShare(passed, n, calibration)!;
        expect(0 <= lower && lower <= estimate && estimate <= upper && upper <= 1).toBe(true);
      }),
    );
  });

  test('what is passed of a known truth leads back to that truth', () => {
    fc.assert(
      fc.property(shares, calibrations, (truth, calibration) => {
        const { sensitivity, specificity } = calibration;
        const passed = truth * sensitivity + (1 - truth) * (1 - specificity);
        expect(roganGladen(passed, calibration)).toBeCloseTo(truth, 9);
      }),
    );
  });

  test('the estimate rises with the share that was passed', () => {
    fc.assert(
      fc.property(shares, shares, calibrations, (one, other, calibration) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        expect(roganGladen(low, calibration)!).toBeLessThanOrEqual(roganGladen(high, calibration)! + 1e-12);
      }),
    );
  });
});

test('the lower bound lies above the truth hardly more often than its level allows', () => {
  const random = makeRandom(42, 'correction');
  const draw = (n: number, chance: number): number => {
    let successes = 0;
    for (let unit = 0; unit < n; unit++) if (random.fraction() < chance) successes++;
    return successes;
  };
  const judge = { sensitivity: 0.95, specificity: 0.93 };
  for (const truth of [0.8, 0.9, 0.95]) {
    const rounds = 10_000;
    let tooHigh = 0;
    for (let round = 0; round < rounds; round++) {
      const passed = draw(250, truth * judge.sensitivity + (1 - truth) * (1 - judge.specificity)) / 250;
      const calibration: Calibration = {
        positives: 60,
        negatives: 90,
        sensitivity: draw(60, judge.sensitivity) / 60,
        specificity: draw(90, judge.specificity) / 90,
      };
      if (correctShareOneSided(passed, 250, calibration)!.lower > truth) tooHigh++;
    }
    // 5 % by the formula's approximation: 5.5 % were measured at a truth of .8, 5.1 % at .9 and none at .95.
    expect(tooHigh / rounds).toBeLessThan(0.065);
  }
});
