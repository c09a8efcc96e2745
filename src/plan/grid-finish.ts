import type { Random } from '../base/index.ts';
import { type Block, dealBlock, type Had } from './grid-block.ts';
import type { PairCounts } from './pair-counts.ts';

const STEPS = 5000;
/** The greatest loss of evenness that a step may bring, at first; it shrinks to nothing. */
const FIRST_LEEWAY = 8;

/** The rows that the patterns of one group take in each of the last two columns. */
interface Tail {
  readonly third: number[];
  readonly fourth: number[];
}

/**
 * Settles the last two columns of grids of four: the third and the fourth block of each. What is left for a row is
 * split between the two columns so that the pairs come out even at the end of each, over all grids together.
 *
 * By annealing, with plain arithmetic only, whose results are the same on every machine. A step takes one grid and a closed walk of patterns from row to row, each from its row in
 * the third column to its row in the fourth, and lets these patterns change their two places: all sizes stay.
 */
export const finishGrids = (hads: readonly Had[], pairs: PairCounts, random: Random): Block[][] => {
  const rowCount = hads[0]?.[0]?.length ?? 0;
  const tails = hads.map((had) => dealTail(had, random));
  const balance = makeBalance(pairs, hads[0]?.length ?? 0);
  for (const tail of tails) balance.addAll(tail);

  for (let step = 0; step < STEPS; step++) {
    const tail = random.pick(tails);
    const walk = findClosedWalk(tail, rowCount, random);
    const leeway = FIRST_LEEWAY * (1 - step / STEPS) * random.fraction();
    if (balance.turn(tail, walk) > leeway) balance.turn(tail, walk);
  }
  return tails.map(({ third, fourth }) => [toBlock(third, rowCount), toBlock(fourth, rowCount)]);
};

const dealTail = (had: Had, random: Random): Tail => {
  const block = dealBlock(had, 2, random);
  const third = had.map((_, pattern) => block.findIndex((set) => set.includes(pattern)));
  const fourth = had.map((rows, pattern) => rows.findIndex((was, row) => !was && row !== third[pattern]));
  return { third, fourth };
};

const toBlock = (rows: readonly number[], rowCount: number): Block =>
  Array.from({ length: rowCount }, (_, row) => [...rows.keys()].filter((pattern) => rows[pattern] === row));

const findClosedWalk = ({ third, fourth }: Tail, rowCount: number, random: Random): number[] => {
  const walk: number[] = [];
  const rows: number[] = [];
  let row = random.below(rowCount);
  while (!rows.includes(row)) {
    const pattern = pickInRow(third, row, random);
    rows.push(row);
    walk.push(pattern);
    row = fourth[pattern] ?? 0;
  }
  return walk.slice(rows.indexOf(row));
};

/** A random pattern of those that are in a row: the first one found from a random place on. */
const pickInRow = (rows: readonly number[], row: number, random: Random): number => {
  const from = random.below(rows.length);
  const found = rows.indexOf(row, from);
  return found < 0 ? rows.indexOf(row) : found;
};

interface Balance {
  /** Counts the pairs of a group's last two columns. */
  addAll(tail: Tail): void;
  /** Lets patterns change their places in the two columns, and tells by how much the pairs became less even. */
  turn(tail: Tail, walk: readonly number[]): number;
}

/** Counts pairs as they will stand at the end of either column. They are less even, the greater the sum of squares. */
const makeBalance = (pairs: PairCounts, patterns: number): Balance => {
  const afterThird = new Int32Array(patterns * patterns);
  for (const [pair] of afterThird.entries()) {
    afterThird[pair] = pairs.count(Math.floor(pair / patterns), pair % patterns);
  }
  const afterFourth = afterThird.slice();

  const change = (counts: Int32Array, pair: number, by: number): number => {
    if (by === 0) return 0;
    const count = counts[pair] ?? 0;
    counts[pair] = count + by;
    return by * (2 * count + by);
  };
  const changeThird = (pair: number, by: number): number =>
    change(afterThird, pair, by) + change(afterFourth, pair, by);
  const toPair = (one: number, other: number): number =>
    Math.max(one, other) * patterns + Math.min(one, other);

  const toSign = (row: number | undefined, from: number, to: number): number =>
    row === from ? -1 : row === to ? 1 : 0;

  const turnOne = ({ third, fourth }: Tail, pattern: number): number => {
    const [thirdRow = 0, fourthRow = 0] = [third[pattern], fourth[pattern]];
    let rise = 0;
    for (let other = 0; other < patterns; other++) {
      if (other === pattern) continue;
      const pair = toPair(pattern, other);
      rise += changeThird(pair, toSign(third[other], thirdRow, fourthRow));
      rise += change(afterFourth, pair, toSign(fourth[other], fourthRow, thirdRow));
    }
    third[pattern] = fourthRow;
    fourth[pattern] = thirdRow;
    return rise;
  };

  return {
    addAll: ({ third, fourth }) => {
      for (let one = 0; one < patterns; one++) {
        for (let other = 0; other < one; other++) {
          if (third[one] === third[other]) changeThird(toPair(one, other), 1);
          if (fourth[one] === fourth[other]) change(afterFourth, toPair(one, other), 1);
        }
      }
    },
    turn: (tail, walk) => walk.reduce((rise, pattern) => rise + turnOne(tail, pattern), 0),
  };
};
