import { drawGrid, fitsGrid } from './grid.ts';
import { drawNearlyBalanced } from './nearly-balanced.ts';
import type { Sizes, Slot } from './slot.ts';

/**
 * Slots in which patterns, pairs of patterns and topic × pattern cells are spread evenly, for ever.
 *
 * Patterns and topics are within one of each other wherever the slots are cut off. With 10 patterns and topics in
 * fours (or 5 and topics in twos) cells are too, see `drawGrid`; pairs are then within 2 up to 200 slots of the built-in
 * size and within 7 up to 2,000. With other sizes pairs are within 2 to 4 and cells nearly even, see `drawNearlyBalanced`.
 */
export const drawBalanced = (sizes: Sizes, seed: number): Generator<Slot> =>
  fitsGrid(sizes) ? drawGrid(sizes, seed) : drawNearlyBalanced(sizes, seed);
