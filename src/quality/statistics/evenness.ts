/**
 * How evenly a total is spread over kinds: Shannon's entropy over its highest possible value (Pielou, Journal of
 * Theoretical Biology 13, 1966), from 0 (all in one) to 1 (all alike). 1 where there is one kind or none; 0 where
 * there are several and nothing in them.
 */
export const measureEvenness = (counts: readonly number[]): number => {
  if (counts.length <= 1) return 1;
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return 0;
  const entropy = counts
    .filter((count) => count > 0)
    .reduce((sum, count) => sum - (count / total) * Math.log(count / total), 0);
  return Math.max(0, Math.min(1, entropy / Math.log(counts.length)));
};

/** The highest count over the lowest. Infinite where one of them is 0, and 1 where there is none. */
export const measureSpread = (counts: readonly number[]): number => {
  if (counts.length === 0) return 1;
  const least = Math.min(...counts);
  return least <= 0 ? Number.POSITIVE_INFINITY : Math.max(...counts) / least;
};
