import { toBetaShare } from './beta.ts';

/** The chance of at most `successes` out of `n` when each has the chance `share`. */
export const toChanceOfAtMost = (successes: number, n: number, share: number): number => {
  if (successes < 0) return 0;
  return successes >= n ? 1 : 1 - toBetaShare(share, successes + 1, n - successes);
};

/** The chance of at least `successes` out of `n` when each has the chance `share`. */
export const toChanceOfAtLeast = (successes: number, n: number, share: number): number => {
  if (successes <= 0) return 1;
  return successes > n ? 0 : toBetaShare(share, successes, n - successes + 1);
};
