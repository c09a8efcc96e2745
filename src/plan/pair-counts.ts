/** How often each two patterns have been put together so far. */
export interface PairCounts {
  /** What it costs to put a set together: nothing for pairs that are behind, steeply more for each step ahead. */
  cost(set: readonly number[]): number;
  /** Counts a set. */
  add(set: readonly number[]): void;
  /** How often two patterns were put together. */
  count(one: number, other: number): number;
}

/** What a pair costs that is 0, 1, 2 … ahead of the rarest. One pair far ahead outweighs several a little ahead. */
const COSTS = [0, 1, 40, 1600, 64_000];
const COST_BEYOND = 1_000_000;

/** Begins to count pairs, all at zero. */
export const makePairCounts = (patternCount: number): PairCounts => {
  const counts = new Int32Array(patternCount * patternCount);
  let least = 0;

  const count = (one: number, other: number): number => counts[one * patternCount + other] ?? 0;
  const findLeast = (): number => {
    let found = Number.POSITIVE_INFINITY;
    for (let one = 1; one < patternCount; one++) {
      for (let other = 0; other < one; other++) found = Math.min(found, count(one, other));
    }
    return found;
  };

  return {
    count,
    cost: (set) => {
      let sum = 0;
      for (let i = 1; i < set.length; i++) {
        for (let j = 0; j < i; j++) sum += COSTS[count(set[i] ?? 0, set[j] ?? 0) - least] ?? COST_BEYOND;
      }
      return sum;
    },
    add: (set) => {
      for (const one of set) {
        for (const other of set)
          if (one !== other) counts[one * patternCount + other] = count(one, other) + 1;
      }
      least = findLeast();
    },
  };
};
