/** How far a run with `untilAccepted` has come. */
export interface RoundCounts {
  /** How many conversations are to be accepted in the end. */
  readonly wanted: number;
  /** How many were asked for. */
  readonly asked: number;
  readonly accepted: number;
}

/** So many times the conversations that are wanted are asked for at most: below a yield of a third something is wrong. */
export const MOST_ASKED = 3;
/** Standard deviations of a binomial that count as sure: in 98 of 100 cases there is no more luck. */
const SURE = 2;
/** Times the missing ones that a round asks for at most: a yield that was low so far may have been chance. */
const MOST_OF_MISSING = 2;

/**
 * How many conversations to ask for next: as many as will hardly give more than are missing, at the yield so far, and
 * never fewer than are missing. Where few are missing these are the same, so the last ones cost what they must.
 *
 * With yield `y` it is the largest `n` with `n·y + 2·√(n·y·(1 − y)) ≤ missing`, by the normal approximation.
 *
 * @returns 0 when nothing is missing; when three times what is wanted was asked for; or when even that would surely not
 * be enough: what is left to be asked, at the upper bound of the yield and with two standard deviations of luck, gives
 * fewer than are missing.
 */
export const sizeRound = ({ wanted, asked, accepted }: RoundCounts): number => {
  const missing = Math.max(0, wanted - accepted);
  const left = Math.max(0, MOST_ASKED * wanted - asked);
  const bound = boundYield(accepted, asked);
  if (left * bound + SURE * Math.sqrt(left * bound * (1 - bound)) < missing) return 0;
  const share = (accepted + 1) / (asked + 1);
  const spread = SURE * Math.sqrt(share * (1 - share));
  const root = (Math.sqrt(spread * spread + 4 * share * missing) - spread) / (2 * share);
  const likely = Math.floor(root * root);
  return Math.min(left, Math.max(missing, Math.min(likely, MOST_OF_MISSING * missing)));
};

/** The upper end of the Wilson score interval (Wilson 1927) of a share, at two standard deviations. */
const boundYield = (accepted: number, asked: number): number => {
  const share = accepted / asked;
  const square = SURE * SURE;
  const spread = SURE * Math.sqrt((share * (1 - share)) / asked + square / (4 * asked * asked));
  return (share + square / (2 * asked) + spread) / (1 + square / asked);
};
