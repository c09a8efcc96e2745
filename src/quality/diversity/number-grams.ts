/** The 1- to 4-grams of a set of documents as numbers: equal numbers, equal grams. No gram crosses documents. */
export interface Grams {
  /** For n from 1 to 4, at n - 1, for each document its n-grams in order. */
  readonly byLength: ReadonlyArray<ReadonlyArray<readonly number[]>>;
}

/** Numbers the grams of documents that are given as words, each word as a number. */
export const numberGrams = (documents: ReadonlyArray<readonly number[]>): Grams => {
  const words = renumber(documents);
  const byLength: number[][][] = [words.numbered];
  for (let n = 2; n <= 4; n++) {
    const shorter = byLength[n - 2] ?? [];
    // A gram is the one before it by one word, and a word more: no two share such a pair.
    const pairs = words.numbered.map((own, document) =>
      own.slice(n - 1).map((word, at) => (shorter[document]?.[at] ?? 0) * words.count + word),
    );
    byLength.push(renumber(pairs).numbered);
  }
  return { byLength };
};

const renumber = (lists: ReadonlyArray<readonly number[]>): { numbered: number[][]; count: number } => {
  const numbers = new Map<number, number>();
  const numbered = lists.map((list) =>
    list.map((item) => {
      const known = numbers.get(item);
      if (known !== undefined) return known;
      numbers.set(item, numbers.size);
      return numbers.size - 1;
    }),
  );
  return { numbered, count: numbers.size };
};

/** How often each occurs. */
export const countEach = <Item>(items: readonly Item[]): Map<Item, number> => {
  const counts = new Map<Item, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
};

/** The mean; 0 of nothing. */
export const mean = (numbers: readonly number[]): number =>
  numbers.length === 0 ? 0 : numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
