import { formatCount } from './format.ts';

/**
 * `1 answer of unknown cost (no known price, or it did not say what it used)`. The ledger counts both together.
 */
export const describeUnpriced = (count: number): string =>
  count === 1
    ? '1 answer of unknown cost (no known price, or it did not say what it used)'
    : `${formatCount(count)} answers of unknown cost (no known price, or they did not say what they used)`;
