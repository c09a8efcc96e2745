/** Ratings: for each item what each rater said, in the same order of raters; undefined where one said nothing. */
export type Ratings = ReadonlyArray<ReadonlyArray<string | undefined>>;

/**
 * The share of items on which raters agree; of several raters, the share of their pairs, averaged over items.
 * Items that fewer than two raters rated are left out. Undefined where no item is left.
 */
export const measureAgreement = (ratings: Ratings): number | undefined => {
  const items = ratings.map(countRatings).filter(({ total }) => total >= 2);
  return items.length === 0 ? undefined : toMean(items.map(toPairAgreement));
};

/**
 * Cohen's kappa of two raters (Educational and Psychological Measurement 20, 1960): agreement beyond what their own
 * frequencies would give by chance. Items that one of them did not rate are left out.
 *
 * Undefined where no item is left, or where both always say the same one thing: chance alone explains that.
 */
export const cohenKappa = (ratings: Ratings): number | undefined => {
  const pairs = ratings.flatMap(([one, other]) =>
    one === undefined || other === undefined ? [] : [[one, other] as const],
  );
  if (pairs.length === 0) return undefined;
  const ones = countValues(pairs.map(([one]) => one));
  const others = countValues(pairs.map(([, other]) => other));
  const observed = pairs.filter(([one, other]) => one === other).length / pairs.length;
  const expected =
    sum([...ones].map(([value, count]) => count * (others.get(value) ?? 0))) / pairs.length ** 2;
  return expected === 1 ? undefined : (observed - expected) / (1 - expected);
};

/**
 * Gwet's AC1 (British Journal of Mathematical and Statistical Psychology 61, 2008), for two raters or more, also with
 * missing ratings. Unlike kappa it does not collapse where nearly all items are of one category.
 *
 * Undefined where no item was rated twice.
 *
 * @param categories - How many there are to choose from; by default as many as occur, and at least two.
 */
export const gwetAc1 = (ratings: Ratings, categories?: number): number | undefined => {
  const items = ratings.map(countRatings).filter(({ total }) => total >= 1);
  const observed = measureAgreement(ratings);
  if (observed === undefined) return undefined;
  const values = [...new Set(items.flatMap(({ counts }) => [...counts.keys()]))];
  const shares = values.map((value) =>
    toMean(items.map(({ counts, total }) => (counts.get(value) ?? 0) / total)),
  );
  const expected =
    sum(shares.map((share) => share * (1 - share))) / (Math.max(2, categories ?? values.length) - 1);
  return (observed - expected) / (1 - expected);
};

/**
 * Krippendorff's alpha for names (Content Analysis, 2004, chapter 11), for any number of raters and with missing
 * ratings: 1 less the observed disagreement over that of the same ratings dealt out at random.
 *
 * Undefined where no item was rated twice, or where all ratings are the same: there is no variation to explain.
 */
export const krippendorffAlpha = (ratings: Ratings): number | undefined => {
  const items = ratings.map(countRatings).filter(({ total }) => total >= 2);
  const all = countValues(
    items.flatMap(({ counts }) => [...counts].flatMap(([value, n]) => Array<string>(n).fill(value))),
  );
  const n = sum([...all.values()]);
  const expected = n * n - sum([...all.values()].map((count) => count * count));
  if (expected === 0) return undefined;
  const observed = sum(items.map((item) => item.total * (1 - toPairAgreement(item))));
  return 1 - ((n - 1) * observed) / expected;
};

interface ItemCount {
  readonly counts: ReadonlyMap<string, number>;
  readonly total: number;
}

const countRatings = (ratings: ReadonlyArray<string | undefined>): ItemCount => {
  const given = ratings.filter((rating) => rating !== undefined);
  return { counts: countValues(given), total: given.length };
};

const toPairAgreement = ({ counts, total }: ItemCount): number =>
  sum([...counts.values()].map((count) => count * (count - 1))) / (total * (total - 1));

const countValues = (values: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const toMean = (values: readonly number[]): number => sum(values) / values.length;
