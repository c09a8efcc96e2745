import { drawGrid, fitsGrid } from './grid.ts';
import { drawNearlyBalanced } from './nearly-balanced.ts';
import type { Sizes, Slot } from './slot.ts';
import { fitsWheel } from './wheel-seats.ts';
import { drawWheelSlots } from './wheel-slots.ts';

/**
 * Slots in which patterns, pairs of patterns and topic × pattern cells are spread evenly, for ever.
 *
 * Patterns and topics are within one of each other wherever the slots are cut off. What else holds there is up to the
 * sizes:
 * - 10 patterns and 80, 100 (the built-in size), 120 … topics: cells within one, pairs within two, and within one after
 *   each 20 slots. See `drawWheelSlots`.
 * - 10 patterns and other fours of topics, or 5 patterns and twos of topics: cells within one, pairs within 7 up to
 *   2,000 slots. See `drawGrid`.
 * - Any others: cells nearly even, pairs within 2 to 5. See `drawNearlyBalanced`.
 */
export const drawBalanced = (sizes: Sizes, seed: number): Generator<Slot> => {
  if (fitsWheel(sizes)) return drawWheelSlots(sizes, seed);
  return fitsGrid(sizes) ? drawGrid(sizes, seed) : drawNearlyBalanced(sizes, seed);
};
