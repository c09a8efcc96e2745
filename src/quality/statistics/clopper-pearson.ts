import { toBetaQuantile } from './beta.ts';
import type { Interval } from './interval.ts';

/**
 * The exact interval of a share (Clopper and Pearson, Biometrika 26, 1934), two-sided: never less sure than `level`
 * says, and mostly more. With `n` = 0 nothing is known: 0.5, from 0 to 1.
 */
export const clopperPearson = (successes: number, n: number, level = 0.95): Interval =>
  toExactInterval(successes, n, (1 - level) / 2);

/** The same with `level` on each side for itself: use `lower` or `upper`, not both. */
export const clopperPearsonOneSided = (successes: number, n: number, level = 0.95): Interval =>
  toExactInterval(successes, n, 1 - level);

const toExactInterval = (successes: number, n: number, tail: number): Interval => {
  if (n <= 0) return { estimate: 0.5, lower: 0, upper: 1 };
  return {
    estimate: successes / n,
    lower: successes <= 0 ? 0 : toBetaQuantile(tail, successes, n - successes + 1),
    upper: successes >= n ? 1 : toBetaQuantile(1 - tail, successes + 1, n - successes),
  };
};
