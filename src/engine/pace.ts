/** Until a rate is known to be served: never slower than this, and twice as fast after so long without a refusal. */
const SLOWEST_SEARCH_PER_MS = 5 / 1_000;
const DOUBLE_MS = 250;
/** A known rate is probed in turns: the pace grows a little in each, and more with each further one. */
const TURN_MS = 30_000;
const TURN_SENDS = 80;
const BEGIN_BELOW = 0.985;
const MOST_GROWTH = 4;
/** By chance: a call that is refused comes back after half a second on average. */
const CHANCE_RETURN_MS = 500;

/** The pace at which an unknown rate is searched for, in requests per millisecond. */
export const toSearchPace = (begunPerMs: number, sinceMs: number): number =>
  Math.max(SLOWEST_SEARCH_PER_MS, begunPerMs * 2 ** Math.min(30, sinceMs / DOUBLE_MS));

/**
 * The pace round a known rate: from a little below it, over it after half a turn, until the next refusal tells where it
 * is now. A slow provider is probed by its own measure, once it has served a good many.
 */
export const toProbingPace = (ratePerMs: number, sinceMs: number, sends: number): number => {
  const turns = Math.min(sinceMs / TURN_MS, sends / TURN_SENDS);
  return ratePerMs * Math.min(MOST_GROWTH, BEGIN_BELOW * (1 + 0.03 * turns + 0.03 * turns ** 2));
};

/** The pace where refusals come by chance: as if each refused call stood back for a while. */
export const toChancePace = (concurrency: number, shareRefused: number): number =>
  concurrency / (Math.max(0.01, shareRefused) * CHANCE_RETURN_MS);

/** The share of sends that were refused: among the last few dozen, and among the last few hundred. */
export class RefusedShare {
  latest = 0;
  usual = 0;

  note(refused: 0 | 1): void {
    this.latest += (refused - this.latest) / 32;
    this.usual += (refused - this.usual) / 128;
  }
}

/** Of the sends of a trial, so many would be refused by chance. */
const TRIAL_REFUSALS = 8;
const MOST_TRIAL_SENDS = 300;

/** How many sends tell a limit from refusals by chance, by the share that is refused. */
export const countTrialSends = (shareRefused: number): number =>
  Math.min(MOST_TRIAL_SENDS, Math.max(4, Math.ceil(TRIAL_REFUSALS / Math.max(0.02, shareRefused))));

/** A limit refuses less and less often the longer it is known, since the rate is ever more exact; chance does not. */
export const isTooOften = (sends: number, served: number, refused: number): boolean =>
  (served >= 2 || sends >= 48) && refused > 4 + 2 * Math.log2(1 + sends);
