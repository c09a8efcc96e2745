import { makeRandom, type Random } from '../base/index.ts';
import { type Block, type Had, makeBlock, toBlockCost } from './grid-block.ts';
import { finishGrids } from './grid-finish.ts';
import { makePairCounts, type PairCounts } from './pair-counts.ts';
import type { Sizes, Slot } from './slot.ts';

/** How many groups, and how many blocks for each, are tried for the next place of a round. */
const GROUPS_TRIED = 8;
const BLOCKS_TRIED = 2;

/** The topics that share a grid, by row, and the blocks that are settled, by round. */
interface Group {
  readonly topics: readonly number[];
  readonly blocks: Block[];
}

/** Whether the sizes let a round be cut into blocks of sets which hold each pattern once. */
export const fitsGrid = ({ topics, patterns }: Sizes): boolean =>
  (patterns === 5 || patterns === 10) && topics % toRowCount(patterns) === 0;

/** How many sets of 2, 3, 2, 3 hold every pattern once. */
const toRowCount = (patterns: number): number => (patterns / 5) * 2;

/**
 * Slots from grids, for ever. A grid belongs to as many topics as a block has sets (4, for 10 patterns). Its rows are
 * these topics, its columns as many rounds. In each round the group gets one block: sets that hold each pattern once.
 * Over all of the columns each topic gets each pattern once. So patterns, and topic × pattern cells over the whole
 * table, are within one of each other wherever the slots are cut off.
 *
 * Pairs are as even as that lets them be. Each next block is the best of several for the pairs so far; the last two
 * columns, which depend on each other, are settled for all groups together. That leaves them within 7 up to 2,000 slots;
 * the wheel is better where it fits (`drawWheelSlots`), but it cannot be cut where a grid can.
 */
export function* drawGrid({ topics, patterns }: Sizes, seed: number): Generator<Slot> {
  const order = makeRandom(seed, 'plan/topics');
  const random = makeRandom(seed, 'plan/grid');
  const pairs = makePairCounts(patterns);
  const rowCount = toRowCount(patterns);
  for (;;) {
    const shuffled = order.shuffle([...Array(topics).keys()]);
    const groups = Array.from(
      { length: topics / rowCount },
      (_, group): Group => ({
        topics: shuffled.slice(group * rowCount, (group + 1) * rowCount),
        blocks: [],
      }),
    );
    for (let round = 0; round < rowCount; round++) {
      if (round === 2) finishGroups(groups, patterns, pairs, random);
      yield* drawRound(groups, { round, patterns, pairs, random });
    }
  }
}

const finishGroups = (
  groups: readonly Group[],
  patterns: number,
  pairs: PairCounts,
  random: Random,
): void => {
  const hads = groups.map((group) => toHad(group, patterns));
  for (const [index, blocks] of finishGrids(hads, pairs, random).entries())
    groups[index]?.blocks.push(...blocks);
};

interface Drawing {
  readonly round: number;
  readonly patterns: number;
  readonly pairs: PairCounts;
  readonly random: Random;
}

function* drawRound(groups: readonly Group[], drawing: Drawing): Generator<Slot> {
  const { round, pairs, random } = drawing;
  let waiting = random.shuffle(groups);
  while (waiting.length > 0) {
    const { group, block } = chooseNext(waiting, drawing);
    waiting = waiting.filter((other) => other !== group);
    group.blocks[round] ??= block;
    yield* toSlots(group, block, pairs);
    for (const set of block) pairs.add(set);
  }
}

/** The group and the block that suit the pairs best: any settled block, or the best of some new ones. */
const chooseNext = (
  waiting: readonly Group[],
  { round, patterns, pairs, random }: Drawing,
): { readonly group: Group; readonly block: Block } => {
  let best: { readonly group: Group; readonly block: Block; readonly cost: number } | undefined;
  const offer = (group: Group, block: Block): void => {
    const cost = toBlockCost(block, pairs);
    if (best === undefined || cost < best.cost) best = { group, block, cost };
  };
  for (const group of waiting) {
    const settled = group.blocks[round];
    if (settled !== undefined) offer(group, settled);
  }
  if (best !== undefined) return best;
  for (const group of waiting.slice(0, GROUPS_TRIED)) {
    const had = toHad(group, patterns);
    for (let tried = 0; tried < BLOCKS_TRIED; tried++) offer(group, makeBlock(had, round, pairs, random));
  }
  if (best === undefined) throw new Error('Internal: no group waits.');
  return best;
};

const toHad = ({ topics, blocks }: Group, patterns: number): Had =>
  Array.from({ length: patterns }, (_, pattern) =>
    topics.map((_topic, row) => blocks.some((block) => block[row]?.includes(pattern))),
  );

/** The sets of a block in the sizes 2, 3, 2, 3, those with the rarest pairs first. */
const toSlots = (group: Group, block: Block, pairs: PairCounts): Slot[] => {
  const slots = block
    .map((set, row): Slot => ({ topic: group.topics[row] ?? 0, patterns: set.toSorted((a, b) => a - b) }))
    .sort((one, other) => pairs.cost(one.patterns) - pairs.cost(other.patterns));
  const threes = slots.filter(({ patterns }) => patterns.length === 3);
  return slots
    .filter(({ patterns }) => patterns.length === 2)
    .flatMap((two, index) => [two, ...threes.slice(index, index + 1)]);
};
