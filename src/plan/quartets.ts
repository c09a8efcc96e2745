import type { Random } from '../base/index.ts';

/** Four indices, one into each of four lists, packed into one number of 4 × 7 bits. */
type Quartet = number;
/** A place in one of the four lists, as one number: the list in the upper bits, the index in the lower 7. */
type Seat = number;

const BITS = 7;
const LONGEST = 1 << BITS;
const INDEX = LONGEST - 1;
/** How many quartets one attempt may take up, those it puts back included, for each that it has to find. */
const STEPS_A_QUARTET = 2;

/**
 * Joins the sets of four lists of one length, up to 128, into quartets, one set of each list, that hold every pattern
 * just once; each set is used once. Sets are given as bits, one a pattern, quartets as four indices into the lists.
 *
 * A seat with the fewest quartets left is served first, with a quartet whose other seats have few left, too. What does
 * not come out is begun again with other chances. Never ends where there is no solution: see `seatLaterRounds`.
 */
export const findQuartets = (lists: readonly (readonly number[])[], random: Random): number[][] => {
  const length = lists[0]?.length ?? 0;
  const all = listQuartets(lists);
  let found: Quartet[] | undefined;
  while (found === undefined) found = attempt(all, length, random);
  return found.map((quartet) => toSeats(quartet).map((seat) => seat & INDEX));
};

/** All quartets that hold every pattern just once: pairs of the first two lists, with what they lack of the last two. */
const listQuartets = ([
  firsts = [],
  seconds = [],
  thirds = [],
  fourths = [],
]: readonly (readonly number[])[]): Quartet[] => {
  const whole = [...firsts, ...seconds].reduce((bits, set) => bits | set, 0);
  const lasts = Map.groupBy(pairUp(thirds, fourths), ({ set }) => whole & ~set);
  return pairUp(firsts, seconds).flatMap(({ set, indices }) =>
    (lasts.get(set) ?? []).map((last) => indices | (last.indices << (2 * BITS))),
  );
};

/** The indices, packed, of each two sets that have no pattern in common, and what they hold together. */
const pairUp = (sets: readonly number[], others: readonly number[]): { set: number; indices: number }[] =>
  sets.flatMap((set, a) =>
    others.flatMap((other, b) =>
      (set & other) === 0 ? [{ set: set | other, indices: a | (b << BITS) }] : [],
    ),
  );

const toSeat = (quartet: Quartet, list: number): Seat =>
  (list << BITS) | ((quartet >> (list * BITS)) & INDEX);

const toSeats = (quartet: Quartet): Seat[] => [0, 1, 2, 3].map((list) => toSeat(quartet, list));

const holds = (quartet: Quartet, seat: Seat): boolean => toSeat(quartet, seat >> BITS) === seat;

const areApart = (one: Quartet, other: Quartet): boolean => {
  const differing = one ^ other;
  for (let list = 0; list < 4; list++) if (((differing >> (list * BITS)) & INDEX) === 0) return false;
  return true;
};

const attempt = (all: readonly Quartet[], length: number, random: Random): Quartet[] | undefined => {
  let steps = length * STEPS_A_QUARTET;

  const fill = (left: readonly Quartet[], open: readonly Seat[]): Quartet[] | undefined => {
    if (open.length === 0) return [];
    const choices = countChoices(left);
    const rarest = open.reduce((one, other) => ((choices[other] ?? 0) < (choices[one] ?? 0) ? other : one));
    const fitting = left.filter((quartet) => holds(quartet, rarest));
    for (const quartet of rank(fitting, choices, random)) {
      if (steps-- <= 0) return undefined;
      const rest = fill(
        left.filter((other) => areApart(quartet, other)),
        open.filter((seat) => !holds(quartet, seat)),
      );
      if (rest !== undefined) return [quartet, ...rest];
    }
    return undefined;
  };

  const lists = [0, 1, 2, 3].map((list) =>
    Array.from({ length }, (_, index): Seat => (list << BITS) | index),
  );
  return fill(all, lists.flat());
};

/** How many quartets each seat could be in. */
const countChoices = (quartets: readonly Quartet[]): Int32Array => {
  const choices = new Int32Array(4 * LONGEST);
  for (const quartet of quartets) {
    for (let list = 0; list < 4; list++) {
      const seat = toSeat(quartet, list);
      choices[seat] = (choices[seat] ?? 0) + 1;
    }
  }
  return choices;
};

/** Those first whose seats have few choices left, but for some chance. */
const rank = (quartets: readonly Quartet[], choices: Int32Array, random: Random): Quartet[] =>
  quartets
    .map((quartet) => {
      const sum = toSeats(quartet).reduce((total, seat) => total + (choices[seat] ?? 0), 0);
      return { quartet, weight: sum * (7 + random.below(7)) };
    })
    .sort((one, other) => one.weight - other.weight)
    .map(({ quartet }) => quartet);
