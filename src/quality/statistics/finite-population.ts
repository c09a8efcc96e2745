import { toLogChoose } from './beta.ts';
import type { Interval } from './interval.ts';

/** What people found in a part of a set of known size, drawn at random and without putting back. */
export interface Audit {
  /** How many there are in all. */
  readonly population: number;
  /** How many were looked at. */
  readonly looked: number;
  /** How many of those were good. */
  readonly good: number;
}

/**
 * The share of good ones in the whole set: exact bounds by the hypergeometric distribution (Buonaccorsi, The American
 * Statistician 41, 1987), one-sided: use `lower` or `upper`, not both. It says something about these very things, not
 * about those that the same maker might make, and is exact once all were looked at.
 *
 * With nothing looked at it is 0.5, from 0 to 1.
 */
export const boundAudit = ({ population, looked, good }: Audit, level = 0.95): Interval => {
  if (looked <= 0) return { estimate: 0.5, lower: 0, upper: 1 };
  const estimate = good / looked;
  const least = findLeast({ population, looked, good }, 1 - level);
  const leastBad = findLeast({ population, looked, good: looked - good }, 1 - level);
  return {
    estimate,
    // Near the end of a set the whole numbers left can lie beyond the estimate on either side.
    lower: Math.min(estimate, least / population),
    upper: Math.max(estimate, (population - leastBad) / population),
  };
};

/** The smallest number of good ones in the whole with which so many would be seen with a chance above `tail`. */
const findLeast = ({ population, looked, good }: Audit, tail: number): number => {
  let low = good;
  let high = population - (looked - good);
  while (low < high) {
    const middle = (low + high) >> 1;
    if (toChanceOfAtLeast(good, { population, looked, good: middle }) > tail) high = middle;
    else low = middle + 1;
  }
  return low;
};

/** The chance to see at least `seen` good ones when `good` of the whole population are. */
const toChanceOfAtLeast = (seen: number, { population, looked, good }: Audit): number => {
  const all = toLogChoose(population, looked);
  const most = Math.min(looked, good);
  let chance = 0;
  for (let count = Math.max(seen, looked - (population - good)); count <= most; count++) {
    chance += Math.exp(toLogChoose(good, count) + toLogChoose(population - good, looked - count) - all);
  }
  return chance;
};
