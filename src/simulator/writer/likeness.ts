const STOP = new Set(
  (
    'about after again also always another because been before being between both cannot could does doesn down each ' +
    'even ever every from have having here into just like made make many more most much must need never none nothing ' +
    'only other over same should since some such than that their them then there these they this those though through ' +
    'under until upon used uses very want well were what when where which while will with within without would your'
  ).split(' '),
);

const known = new Map<string, ReadonlySet<string>>();
const MOST_KNOWN = 20_000;

/** The telling words of a text, cut to a crude stem; identifiers are taken apart. */
export const toStems = (text: string): ReadonlySet<string> => {
  const seen = known.get(text);
  if (seen !== undefined) return seen;
  const words = text
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .match(/[a-z]{3,}/g);
  const stems = new Set(
    (words ?? []).filter((word) => !STOP.has(word)).map((word) => word.replace(/(ing|ed|es|s)$/, '')),
  );
  if (known.size > MOST_KNOWN) known.clear();
  known.set(text, stems);
  return stems;
};

/** How much two texts speak of the same things, from 0 to 1. */
export const likeness = (one: string, other: string): number => {
  const a = toStems(one);
  const b = toStems(other);
  if (a.size === 0 || b.size === 0) return 0;
  let shared = 0;
  for (const stem of a) if (b.has(stem)) shared++;
  return shared / Math.sqrt(a.size * b.size);
};
