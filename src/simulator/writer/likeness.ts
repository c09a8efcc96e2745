const STOP = new Set(
  (
    'about after again also always another because been before being between both can cannot could does doesn down each ' +
    'even ever every from have having here into just like made make many more most much must need never none nothing ' +
    'only other over same should since some such than that their them then there these they this those though through ' +
    'under until upon used uses very want well were what when where which while will with within without would your ' +
    'the and for but not are was has had its you how why who did get got our one two out all any too now way may'
  ).split(' '),
);

const known = new Map<string, ReadonlySet<string>>();
const MOST_KNOWN = 20_000;
const LONGEST_KNOWN = 1_500;

/** The telling words of a text, cut to a crude stem; identifiers are taken apart. */
export const toStems = (text: string): ReadonlySet<string> => {
  const seen = known.get(text);
  if (seen !== undefined) return seen;
  const words = text
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .match(/[a-z][a-z0-9]{2,}/g);
  const stems = new Set((words ?? []).filter((word) => !STOP.has(word)).map(toStem));
  if (text.length <= LONGEST_KNOWN) {
    if (known.size > MOST_KNOWN) known.clear();
    known.set(text, stems);
  }
  return stems;
};

const toStem = (word: string): string => {
  const stem = word.replace(/(?:ations?|ions?|ings?|ers?|ors?|ed|es|s|e)$/, '');
  return stem.length >= 3 ? stem : word;
};

/** How much a shared word says: the rarer in the material, the more. */
export interface Weights {
  readonly of: ReadonlyMap<string, number>;
  /** Lengths of texts measured before. */
  readonly lengths: WeakMap<ReadonlySet<string>, number>;
}

export const weighWords = (texts: readonly string[]): Weights => {
  const holders = new Map<string, number>();
  for (const text of texts) for (const stem of toStems(text)) holders.set(stem, (holders.get(stem) ?? 0) + 1);
  const weights = new Map<string, number>();
  for (const [stem, count] of holders) weights.set(stem, Math.log(1 + texts.length / count) ** 2);
  return { of: weights, lengths: new WeakMap() };
};

/** How much two texts speak of the same things, from 0 to 1. */
export const likeness = (one: string, other: string, weights: Weights): number => {
  const a = toStems(one);
  const b = toStems(other);
  if (a.size === 0 || b.size === 0) return 0;
  let shared = 0;
  const [fewer, more] = a.size < b.size ? [a, b] : [b, a];
  for (const stem of fewer) if (more.has(stem)) shared += weights.of.get(stem) ?? 1;
  return shared === 0 ? 0 : shared / Math.sqrt(measure(a, weights) * measure(b, weights));
};

const measure = (stems: ReadonlySet<string>, weights: Weights): number => {
  let sum = weights.lengths.get(stems);
  if (sum === undefined) {
    sum = 0;
    for (const stem of stems) sum += weights.of.get(stem) ?? 1;
    weights.lengths.set(stems, sum);
  }
  return sum;
};
