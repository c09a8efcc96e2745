import type { Random } from '../base/index.ts';
import { makePairCounts, type PairCounts } from './pair-counts.ts';
import { toSetSize } from './slot.ts';

const SWAPS_A_PATTERN = 30;

/**
 * Sets of 2, 3, 2, 3 patterns, for ever, each in ascending order. Patterns are dealt in laps: a lap holds each once,
 * and a set may begin in one lap and end in the next, so that patterns are within one of each other wherever the sets
 * are cut off. Within a lap the order is the best of a short search for even pairs.
 */
export function* drawSets(patterns: number, random: Random): Generator<readonly number[], never> {
  const pairs = makePairCounts(patterns);
  let open: readonly number[] = [];
  for (let place = 0; ; ) {
    const line = [...open, ...makeLap(open, patterns, random)];
    const pieces = toPieces(line.length, place, patterns);
    improve(line, { open: open.length, pieces, pairs, random });
    open = [];
    for (const { from, to, whole } of pieces) {
      const set = line.slice(from, to);
      if (!whole) open = set;
      else {
        pairs.add(set);
        place++;
        yield set.sort((a, b) => a - b);
      }
    }
  }
}

/** Each pattern once, in random order but for those of the open set, which come last: no set holds a pattern twice. */
const makeLap = (open: readonly number[], patterns: number, random: Random): number[] => {
  const order = random.shuffle([...Array(patterns).keys()]);
  return [...order.filter((one) => !open.includes(one)), ...order.filter((one) => open.includes(one))];
};

/** Where a set lies in a line of patterns. The last one may lack some. */
interface Piece {
  readonly from: number;
  readonly to: number;
  readonly whole: boolean;
}

const toPieces = (length: number, place: number, patterns: number): Piece[] => {
  const pieces: Piece[] = [];
  for (let from = 0; from < length; ) {
    const end = from + toSetSize(place + pieces.length, patterns);
    pieces.push({ from, to: Math.min(end, length), whole: end <= length });
    from = end;
  }
  return pieces;
};

interface Improving {
  /** How many patterns at the beginning of the line are settled. */
  readonly open: number;
  readonly pieces: readonly Piece[];
  readonly pairs: PairCounts;
  readonly random: Random;
}

/** Swaps two patterns of the line again and again, and keeps what does not make the pairs less rare. */
const improve = (line: number[], { open, pieces, pairs, random }: Improving): void => {
  const pieceAt = pieces.flatMap((piece) => Array<Piece>(piece.to - piece.from).fill(piece));
  const cost = (at: number): number => {
    const piece = pieceAt[at];
    const set = line.slice(piece?.from, piece?.to);
    return new Set(set).size < set.length ? Number.POSITIVE_INFINITY : pairs.cost(set);
  };
  const swap = (one: number, other: number): void => {
    [line[one], line[other]] = [line[other] ?? 0, line[one] ?? 0];
  };
  const free = line.length - open;
  for (let tried = 0; tried < free * SWAPS_A_PATTERN; tried++) {
    const [one, other] = [open + random.below(free), open + random.below(free)];
    if (pieceAt[one] === pieceAt[other]) continue;
    const before = cost(one) + cost(other);
    swap(one, other);
    if (cost(one) + cost(other) > before) swap(one, other);
  }
};
