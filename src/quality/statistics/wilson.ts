import type { Interval } from './interval.ts';
import { toNormalQuantile } from './normal.ts';

/**
 * Wilson's score interval of a share (JASA 22, 1927), two-sided.
 *
 * Both counts may be fractions, as an effective sample size is. With `n` = 0 nothing is known: 0.5, from 0 to 1.
 *
 * @param level - For instance 0.95.
 */
export const wilson = (successes: number, n: number, level = 0.95): Interval =>
  toScoreInterval(successes, n, toNormalQuantile((1 + level) / 2));

/** The same with `level` on each side for itself: use `lower` or `upper`, not both. */
export const wilsonOneSided = (successes: number, n: number, level = 0.95): Interval =>
  toScoreInterval(successes, n, toNormalQuantile(level));

const toScoreInterval = (successes: number, n: number, z: number): Interval => {
  if (n <= 0) return { estimate: 0.5, lower: 0, upper: 1 };
  const p = successes / n;
  const middle = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n);
  return {
    estimate: p,
    // At the ends the formula gives 0 and 1 but for rounding.
    lower: successes <= 0 ? 0 : Math.max(0, middle - half),
    upper: successes >= n ? 1 : Math.min(1, middle + half),
  };
};
