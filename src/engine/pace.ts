/** Until a rate is known to be served: never slower than this, and twice as fast after so long without a refusal. */
const SLOWEST_SEARCH_PER_MS = 5 / 1_000;
const DOUBLE_MS = 250;
/** A known rate is probed in turns: the pace grows a little in each, and more with each further one. */
const TURN_MS = 30_000;
const TURN_SENDS = 100;
const BEGIN_BELOW = 0.985;
const MOST_GROWTH = 100;
/** By chance: a call that is refused comes back after half a second on average. */
const CHANCE_RETURN_MS = 500;

/** The pace at which an unknown rate is searched for, in requests per millisecond. */
export const toSearchPace = (begunPerMs: number, sinceMs: number): number =>
  Math.max(SLOWEST_SEARCH_PER_MS, begunPerMs * 2 ** Math.min(30, sinceMs / DOUBLE_MS));

/**
 * The pace round a known rate: from a little below it, over it after half a turn, until the next refusal tells where it
 * is now. A slow provider is probed by its own measure, once it has served a good many.
 *
 * @param hurry - How many times as fast the turns go by.
 */
export const toProbingPace = (ratePerMs: number, sinceMs: number, sends: number, hurry: number): number => {
  const turns = hurry * Math.min(sinceMs / TURN_MS, sends / TURN_SENDS);
  return ratePerMs * Math.min(MOST_GROWTH, BEGIN_BELOW * (1 + 0.03 * turns + 0.03 * turns ** 2));
};

/** The pace where refusals come by chance: as if each refused call stood back for a while. */
export const toChancePace = (concurrency: number, shareRefused: number): number =>
  concurrency / (Math.max(0.01, shareRefused) * CHANCE_RETURN_MS);
