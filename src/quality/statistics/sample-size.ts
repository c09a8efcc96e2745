import { toChanceOfAtLeast } from './binomial.ts';
import { type Audit, boundAudit } from './finite-population.ts';

/** Above this nobody would go on. */
const MOST = 1_000_000;

/**
 * How many to make so that at least `needed` are usable with a chance of `confidence`, when each is with the chance
 * `yieldShare`. Undefined where nothing is ever usable, or a million would not do. 0 where none is needed.
 */
export const countToGenerate = (
  needed: number,
  yieldShare: number,
  confidence = 0.95,
): number | undefined => {
  if (needed <= 0) return 0;
  const isEnough = (n: number): boolean =>
    toChanceOfAtLeast(needed, n, Math.min(1, yieldShare)) >= confidence;
  if (yieldShare <= 0 || !isEnough(MOST)) return undefined;
  return findFirst(needed, MOST, isEnough);
};

/**
 * How many more to look at, if none of them is wrong, until at least `bar` of the whole are sure to be good. Undefined
 * where even all of the rest would not do: too many are wrong already.
 */
export const countToLabel = (audit: Audit, bar: number, level = 0.95): number | undefined => {
  const isEnough = (more: number): boolean =>
    boundAudit({ ...audit, looked: audit.looked + more, good: audit.good + more }, level).lower >= bar;
  const rest = audit.population - audit.looked;
  return isEnough(rest) ? findFirst(0, rest, isEnough) : undefined;
};

/** The first whole number from `low` to `high` at which a condition holds that holds at `high` and stays once it does. */
const findFirst = (low: number, high: number, holds: (n: number) => boolean): number => {
  let from = low;
  let to = high;
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (holds(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
};
