/** One place of a plan before names are put in: a topic and a set of patterns, as indices into the recipe. */
export interface Slot {
  readonly topic: number;
  readonly patterns: readonly number[];
}

/** How many topics and patterns a design has to spread. Both at least 1. */
export interface Sizes {
  readonly topics: number;
  readonly patterns: number;
}

/** How many patterns the set at a place (from 0) holds: 2, 3, 2, 3 and so on, never more than there are. */
export const toSetSize = (place: number, patternCount: number): number =>
  Math.min(place % 2 === 0 ? 2 : 3, patternCount);
