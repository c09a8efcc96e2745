import { describe, expect, test } from 'vitest';
import { makeRandom } from '../../base/index.ts';
import { clusterBootstrap } from './cluster-bootstrap.ts';
import { measureDesignEffect, measureLikeness } from './clustering.ts';

const toMean = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
const OPTIONS = { seed: 42, label: 'test' };

/** Conversations of equal size: in each all units are right or wrong with a chance of its own. */
const drawClusters = (
  seed: number,
  count: number,
  size: number,
  likeness: number,
  share = 0.8,
): number[][] => {
  const random = makeRandom(seed, 'clusters');
  return Array.from({ length: count }, () => {
    const common = random.fraction() < share ? 1 : 0;
    // With the chance sqrt(likeness) a unit takes the common value, so that two agree with the chance `likeness`.
    return Array.from({ length: size }, () =>
      random.fraction() < Math.sqrt(likeness) ? common : random.fraction() < share ? 1 : 0,
    );
  });
};

test('the same seed and label give the same interval, and another label another one', () => {
  const clusters = drawClusters(1, 40, 3, 0.3);
  const interval = clusterBootstrap(clusters, toMean, OPTIONS);
  expect(clusterBootstrap(clusters, toMean, OPTIONS)).toEqual(interval);
  expect(clusterBootstrap(clusters, toMean, { ...OPTIONS, label: 'other' })).not.toEqual(interval);
});

test('units that are alike within conversations widen the interval', () => {
  const alike = Array.from({ length: 60 }, (_, at) => Array<number>(4).fill(at % 4 === 0 ? 0 : 1));
  const mixed = Array.from({ length: 60 }, () => [0, 1, 1, 1]);
  const apart = alike.flat().map((value) => [value]);
  const width = (clusters: readonly number[][]): number => {
    const { lower = 0, upper = 0 } = clusterBootstrap(clusters, toMean, OPTIONS) ?? {};
    return upper - lower;
  };
  expect(width(alike)).toBeGreaterThan(1.7 * width(apart));
  expect(width(mixed)).toBe(0);
});

test.each(['percentile', 'bca'] as const)(
  'by %s, it misses the truth about as often as it says',
  (method) => {
    let missed = 0;
    const rounds = 300;
    for (let round = 0; round < rounds; round++) {
      const clusters = drawClusters(round, 60, 3, 0.4);
      const options = { seed: round, label: 'coverage', resamples: 300, method };
      const { lower = 0, upper = 1 } = clusterBootstrap(clusters, toMean, options) ?? {};
      if (lower > 0.8 || upper < 0.8) missed++;
    }
    // 5 % are 15; with 60 conversations a bootstrap misses a little more often than it says, at most 10 %.
    expect(missed).toBeLessThan(30);
  },
);

test("BCa moves the interval of a skewed measure towards its long side, as in Efron's law school data", () => {
  // Efron and Tibshirani, An Introduction to the Bootstrap (1993), table 3.1: 15 law schools, correlation .776; their
  // BCa interval of 90 % begins below .55 where the percentile interval begins near .52 to .56.
  const schools = LAW_SCHOOLS.map((school) => [school]);
  const options = { ...OPTIONS, level: 0.9, resamples: 4_000 };
  const plain = clusterBootstrap(schools, correlate, options)!;
  const corrected = clusterBootstrap(schools, correlate, { ...options, method: 'bca' })!;
  expect(plain.estimate).toBeCloseTo(0.776, 3);
  expect(corrected.lower).toBeLessThan(plain.lower);
  expect(corrected.upper).toBeLessThan(plain.upper);
});

describe('where there is little to draw from', () => {
  test('without a cluster, or without a measure, there is no interval', () => {
    expect(clusterBootstrap<number>([], toMean, OPTIONS)).toBeUndefined();
    expect(clusterBootstrap([[1]], () => undefined, OPTIONS)).toBeUndefined();
  });

  test('units that are all the same give an interval without width', () => {
    expect(clusterBootstrap([[1, 1], [1]], toMean, OPTIONS)).toEqual({ estimate: 1, lower: 1, upper: 1 });
    expect(clusterBootstrap([[1, 1], [1]], toMean, { ...OPTIONS, method: 'bca' })?.lower).toBe(1);
  });

  test('draws in which the measure is undefined are left out', () => {
    const measure = (values: readonly number[]): number | undefined => (values.includes(1) ? 1 : undefined);
    expect(clusterBootstrap([[1], [0]], measure, OPTIONS)).toEqual({ estimate: 1, lower: 1, upper: 1 });
  });
});

describe('likeness and design effect', () => {
  const toCounts = (clusters: readonly number[][]): Array<{ successes: number; n: number }> =>
    clusters.map((cluster) => ({
      n: cluster.length,
      successes: cluster.filter((value) => value === 1).length,
    }));

  test.each([0, 0.3, 0.7])('a likeness of %d is found again', (likeness) => {
    const measured = measureLikeness(toCounts(drawClusters(3, 4_000, 3, likeness)));
    expect(Math.abs(measured! - likeness)).toBeLessThan(0.04);
  });

  test('units that stand alone, or are all the same, do not show a likeness', () => {
    expect(measureLikeness([])).toBeUndefined();
    expect(
      measureLikeness([
        { successes: 1, n: 1 },
        { successes: 0, n: 1 },
      ]),
    ).toBeUndefined();
    expect(
      measureLikeness([
        { successes: 2, n: 2 },
        { successes: 3, n: 3 },
      ]),
    ).toBeUndefined();
  });

  test('250 instances in 100 conversations that all are right tell as much as some 170 alone', () => {
    const clusters = Array.from({ length: 100 }, (_, at) => ({ n: 2 + (at % 2), successes: 2 + (at % 2) }));
    expect(250 / measureDesignEffect(clusters)).toBeCloseTo(168.9, 1);
  });

  test('units that stand alone tell all they tell', () => {
    expect(
      measureDesignEffect([
        { successes: 1, n: 1 },
        { successes: 0, n: 1 },
      ]),
    ).toBe(1);
    expect(measureDesignEffect([])).toBe(1);
  });
});

const LAW_SCHOOLS: ReadonlyArray<readonly [number, number]> = [
  [576, 3.39],
  [635, 3.3],
  [558, 2.81],
  [578, 3.03],
  [666, 3.44],
  [580, 3.07],
  [555, 3],
  [661, 3.43],
  [651, 3.36],
  [605, 3.13],
  [653, 3.12],
  [575, 2.74],
  [545, 2.76],
  [572, 2.88],
  [594, 2.96],
];

const correlate = (pairs: ReadonlyArray<readonly [number, number]>): number | undefined => {
  const [x, y] = [toMean(pairs.map(([one]) => one))!, toMean(pairs.map(([, other]) => other))!];
  const sum = (of: (pair: readonly [number, number]) => number): number =>
    pairs.reduce((total, pair) => total + of(pair), 0);
  const spread = Math.sqrt(sum(([one]) => (one - x) ** 2) * sum(([, other]) => (other - y) ** 2));
  return spread === 0 ? undefined : sum(([one, other]) => (one - x) * (other - y)) / spread;
};
