/** Values counted into bins of equal width; the last bin takes what is beyond it as well. */
export interface Bins {
  /** The lower end of each bin. */
  readonly from: readonly number[];
  readonly width: number;
}

/** At most `most` bins of a round width (1, 2 or 5 times a power of ten) that begin at 0 and hold every value. */
export const makeBins = (values: readonly number[], most: number): Bins => {
  let highest = 0;
  for (const value of values) if (value > highest) highest = value;
  const width = toRound(highest / most);
  const count = Math.max(1, Math.floor(highest / width) + 1);
  return { from: Array.from({ length: count }, (_, at) => at * width), width };
};

/** How many values lie in each bin. */
export const countBins = (values: readonly number[], { from, width }: Bins): number[] => {
  const counts = from.map(() => 0);
  for (const value of values) {
    // A hair more, so that 0.3 falls into the bin from 0.3 although 0.3 / 0.1 is less than 3.
    const at = Math.min(counts.length - 1, Math.max(0, Math.floor(value / width + 1e-9)));
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return counts;
};

const toRound = (least: number): number => {
  // Below a billionth powers of ten lose their digits.
  if (!(least > 1e-9) || !Number.isFinite(least)) return 1;
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5].find((factor) => factor * power >= least) ?? 10) * power;
};
