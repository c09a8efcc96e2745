import { toBetaQuantile } from './beta.ts';
import { type ClusterCount, measureLikeness } from './clustering.ts';
import type { Interval } from './interval.ts';

/**
 * The share of each group, drawn towards that of all the more, the fewer it rests on: the beta-binomial model with the
 * prior measured from the groups themselves (Kleinman, JASA 68, 1973, by the intraclass correlation). The interval is
 * the central one of the posterior.
 *
 * Where the groups do not differ by more than chance they all come out nearly the same. A group with nothing in it
 * comes out as the prior. With no group of anything, every estimate is 0.5, from 0 to 1.
 */
export const shrinkShares = (groups: readonly ClusterCount[], level = 0.95): Interval[] => {
  const total = groups.reduce((sum, { n }) => sum + n, 0);
  if (total === 0) return groups.map(() => ({ estimate: 0.5, lower: 0, upper: 1 }));
  // Half a success and half a failure, so that a prior whose mean is 0 or 1 is still a distribution.
  const mean = (groups.reduce((sum, { successes }) => sum + successes, 0) + 0.5) / (total + 1);
  const likeness = Math.max(1 / (1 + STRONGEST_PRIOR), measureLikeness(groups) ?? 0);
  const strength = Math.max(WEAKEST_PRIOR, Math.min(total, 1 / likeness - 1));
  const tail = (1 - level) / 2;
  return groups.map(({ successes, n }) => {
    const a = mean * strength + successes;
    const b = (1 - mean) * strength + n - successes;
    return {
      estimate: a / (a + b),
      lower: toBetaQuantile(tail, a, b),
      upper: toBetaQuantile(1 - tail, a, b),
    };
  });
};

/** Of how many units a prior may be worth at most, where the groups do not differ at all. Ours. */
const STRONGEST_PRIOR = 1_000;
/** The same at least, where each group is all of one kind: what is left keeps a group of nothing in its bounds. Ours. */
const WEAKEST_PRIOR = 0.01;
