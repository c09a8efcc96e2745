import { makeRandom, type Random } from '../base/index.ts';
import { findQuartets } from './quartets.ts';
import type { Sizes } from './slot.ts';
import { TURN_SETS, toWheelSet, WHEEL_PATTERNS } from './wheel.ts';

/** The rounds in which a topic gets each pattern once. */
const ROUNDS = [0, 1, 2, 3];
/** How many turns of each round are seated together: fewer are hard to solve, more are slow. */
const TURNS_TOGETHER = 5;
const LEAST_TURNS = 4;
/** A stream of chances with which 100 topics, the built-in number, come out at once. */
const STREAM = 12;

/** Whether a round is some whole turns of the wheel, and enough of them that `seatLaterRounds` finds a way. */
export const fitsWheel = ({ topics, patterns }: Sizes): boolean =>
  patterns === WHEEL_PATTERNS && topics % TURN_SETS === 0 && topics >= LEAST_TURNS * TURN_SETS;

/**
 * Gives the topics of four rounds their sets of the wheel so that each topic gets every pattern once: for each place
 * from the second round on, the place of the first round that has the same topic.
 *
 * The same for all seeds, and good for any four rounds on end, since those are turned ones of the first four. So it is
 * enough that there is a way for each number of topics. What has to be solved depends on how many turns are seated
 * together, 4 to 7, and on the turns in a round less nines: `wheel-seats.test.ts` goes through all that can occur.
 */
export const seatLaterRounds = (topics: number): number[] => {
  const random = makeRandom(STREAM, 'plan/seats');
  const seats = Array<number>((ROUNDS.length - 1) * topics).fill(0);
  const solved = new Map<number, number[][]>();
  for (const { from, length } of toParts(topics)) {
    const quartets = solved.get(length) ?? solvePart(topics, length, random);
    solved.set(length, quartets);
    for (const [first = 0, ...others] of quartets) {
      for (const other of others) seats[other + from - topics] = first + from;
    }
  }
  return seats;
};

/** Cuts a round into parts that are seated each by itself, of whole turns. */
const toParts = (topics: number): { from: number; length: number }[] => {
  const turns = topics / TURN_SETS;
  const count = Math.round(turns / TURNS_TOGETHER);
  const toBound = (part: number): number => Math.floor((part * turns) / count) * TURN_SETS;
  return Array.from({ length: count }, (_, part) => ({
    from: toBound(part),
    length: toBound(part + 1) - toBound(part),
  }));
};

/** Joins the first places of each round in fours, one of each, whose sets hold every pattern once. */
const solvePart = (topics: number, length: number, random: Random): number[][] =>
  [0, 1].flatMap((odd) => {
    const places = ROUNDS.map((round) =>
      Array.from({ length: length / 2 }, (_, step) => round * topics + 2 * step + ((odd + round) % 2)),
    );
    const sets = places.map((list) => list.map((place) => toBits(toWheelSet(place))));
    return findQuartets(sets, random).map((quartet) => quartet.map((at, round) => places[round]?.[at] ?? 0));
  });

const toBits = (set: readonly number[]): number => set.reduce((bits, pattern) => bits | (1 << pattern), 0);
