import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeRandom } from '../../base/index.ts';
import { toChanceOfAtLeast } from './binomial.ts';
import { boundAudit } from './finite-population.ts';
import { countToGenerate, countToLabel } from './sample-size.ts';

test.each([
  { population: 100, wrong: 0, looked: 23 },
  { population: 100, wrong: 1, looked: 36 },
  { population: 100, wrong: 2, looked: 46 },
  { population: 100, wrong: 3, looked: 56 },
  { population: 200, wrong: 0, looked: 26 },
  { population: 200, wrong: 1, looked: 40 },
  { population: 200, wrong: 2, looked: 53 },
  { population: 200, wrong: 3, looked: 65 },
])(
  '$looked labels with $wrong wrong ones show that 90 % of $population are right',
  ({ population, wrong, looked }) => {
    expect(countToLabel({ population, looked: wrong, good: 0 }, 0.9)).toBe(looked - wrong);
    expect(boundAudit({ population, looked, good: looked - wrong }).lower).toBeGreaterThanOrEqual(0.9);
    expect(boundAudit({ population, looked: looked - 1, good: looked - 1 - wrong }).lower).toBeLessThan(0.9);
  },
);

test.each([
  [0.95, 109],
  [0.9, 117],
  [0.85, 125],
  [0.8, 135],
  [0.7, 156],
])('at a yield of %d, %d have to be generated for 100', (yieldShare, n) => {
  expect(countToGenerate(100, yieldShare)).toBe(n);
});

describe('at the ends', () => {
  test('nothing needed is nothing to generate, and at a yield of 0 no number is enough', () => {
    expect([countToGenerate(0, 0.5), countToGenerate(5, 0), countToGenerate(5, 1)]).toEqual([
      0,
      undefined,
      5,
    ]);
  });

  test('a set of which too many are wrong already cannot be shown to be right', () => {
    expect(countToLabel({ population: 100, looked: 20, good: 9 }, 0.9)).toBeUndefined();
    expect(countToLabel({ population: 100, looked: 100, good: 90 }, 0.9)).toBe(0);
  });

  test('without a label nothing is known, and with all of them everything is', () => {
    expect(boundAudit({ population: 100, looked: 0, good: 0 })).toEqual({
      estimate: 0.5,
      lower: 0,
      upper: 1,
    });
    expect(boundAudit({ population: 100, looked: 100, good: 83 })).toEqual({
      estimate: 0.83,
      lower: 0.83,
      upper: 0.83,
    });
  });
});

describe('laws', () => {
  const audits = fc
    .integer({ min: 1, max: 300 })
    .chain((population) => fc.tuple(fc.constant(population), fc.integer({ min: 1, max: population })))
    .chain(([population, looked]) =>
      fc.record({
        population: fc.constant(population),
        looked: fc.constant(looked),
        good: fc.integer({ min: 0, max: looked }),
      }),
    );

  test('bounds hold the estimate, and what was seen stays possible', () => {
    fc.assert(
      fc.property(audits, ({ population, looked, good }) => {
        const { estimate, lower, upper } = boundAudit({ population, looked, good });
        expect(lower <= estimate + 1e-12 && estimate <= upper + 1e-12).toBe(true);
        expect(lower * population + 1e-9 >= good).toBe(true);
        expect((1 - upper) * population + 1e-9 >= looked - good).toBe(true);
      }),
    );
  });

  test('the advised number is enough and one fewer is not', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.double({ min: 0.05, max: 1, noNaN: true }),
        (needed, share) => {
          const n = countToGenerate(needed, share)!;
          expect(toChanceOfAtLeast(needed, n, share)).toBeGreaterThanOrEqual(0.95);
          if (n > needed) expect(toChanceOfAtLeast(needed, n - 1, share)).toBeLessThan(0.95);
        },
      ),
    );
  });
});

test('an audit claims too much no more often than its level allows', () => {
  const random = makeRandom(3, 'audit');
  for (const truth of [80, 89, 97]) {
    const things = Array.from({ length: 100 }, (_, at) => at < truth);
    let tooHigh = 0;
    for (let round = 0; round < 1_000; round++) {
      const good = random.shuffle(things).slice(0, 36).filter(Boolean).length;
      if (boundAudit({ population: 100, looked: 36, good }).lower > truth / 100) tooHigh++;
    }
    // Three standard deviations of a count with mean 50.
    expect(tooHigh).toBeLessThan(50 + 21);
  }
});
