import type { Random } from '../base/index.ts';
import type { PairCounts } from './pair-counts.ts';

const SWAPS_TRIED = 60;

/** The sets of one block by row. Together they hold every pattern once. */
export type Block = readonly (readonly number[])[];

/** For each pattern, whether each row has had it. */
export type Had = readonly (readonly boolean[])[];

/** How many patterns a row gets in a round, both from 0: the sizes 2 and 3 change places from one round to the next. */
export const toRowSize = (row: number, round: number): number => ((row + round) % 2 === 0 ? 2 : 3);

/**
 * Makes a block that gives no row a pattern which it has had: a random one, made better by trying to swap patterns of
 * two rows, and keeping each swap that does not make the pairs less rare.
 */
export const makeBlock = (had: Had, round: number, pairs: PairCounts, random: Random): Block => {
  const block = dealBlock(had, round, random);
  for (let tried = 0; tried < SWAPS_TRIED; tried++) {
    const row = random.below(block.length);
    const otherRow = (row + 1 + random.below(block.length - 1)) % block.length;
    const [set = [], otherSet = []] = [block[row], block[otherRow]];
    const [at, otherAt] = [random.below(set.length), random.below(otherSet.length)];
    const [pattern = 0, other = 0] = [set[at], otherSet[otherAt]];
    if (had[pattern]?.[otherRow] || had[other]?.[row]) continue;

    const before = pairs.cost(set) + pairs.cost(otherSet);
    set[at] = other;
    otherSet[otherAt] = pattern;
    if (pairs.cost(set) + pairs.cost(otherSet) <= before) continue;
    set[at] = pattern;
    otherSet[otherAt] = other;
  }
  return block;
};

/** Makes a random block that gives no row a pattern which it has had. */
export const dealBlock = (had: Had, round: number, random: Random): number[][] => {
  const rows = [...(had[0] ?? []).keys()];
  const block: number[][] = rows.map(() => []);
  const order = random.shuffle([...had.keys()]);

  const dealFrom = (at: number): boolean => {
    const pattern = order[at];
    if (pattern === undefined) return true;
    for (const row of random.shuffle(rows)) {
      const set = block[row] ?? [];
      if (set.length === toRowSize(row, round) || had[pattern]?.[row]) continue;
      set.push(pattern);
      if (dealFrom(at + 1)) return true;
      set.pop();
    }
    return false;
  };

  if (!dealFrom(0)) throw new Error('Internal: a grid that cannot be completed.');
  return block;
};

/** What the pairs of a block cost. */
export const toBlockCost = (block: Block, pairs: PairCounts): number =>
  block.reduce((sum, set) => sum + pairs.cost(set), 0);
