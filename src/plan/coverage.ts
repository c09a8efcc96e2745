import type { Assignment, PlanRecipe } from './assignment.ts';

/** How evenly one thing is spread: the least and the greatest count, and the difference. All 0 where there is nothing. */
export interface Margin {
  readonly min: number;
  readonly max: number;
  readonly spread: number;
}

/** How often one named thing occurs. */
export interface Count {
  readonly name: string;
  readonly count: number;
}

/** How often each thing a plan spreads occurs in some conversations. Plain JSON; lists keep the order of the recipe. */
export interface Coverage {
  /** How many conversations were counted. */
  readonly conversations: number;
  readonly patterns: readonly Count[];
  /** Each two patterns once, and how many conversations hold both. */
  readonly pairs: readonly { readonly patterns: readonly [string, string]; readonly count: number }[];
  readonly topics: readonly Count[];
  /** One row a topic, one column a pattern, both in the order of the lists above. */
  readonly cells: readonly (readonly number[])[];
  /** Lengths the recipe names or a conversation has, ascending. */
  readonly exchanges: readonly { readonly exchanges: number; readonly count: number }[];
  /** For each kind of variation the recipe has, its choices by id. */
  readonly variations: Readonly<Record<string, readonly Count[]>>;
  readonly margins: {
    readonly patterns: Margin;
    readonly pairs: Margin;
    readonly topics: Margin;
    readonly cells: Margin;
    readonly exchanges: Margin;
    readonly variations: Readonly<Record<string, Margin>>;
  };
  /** Pairs of patterns that no conversation holds. */
  readonly emptyPairs: number;
  /** Topic × pattern cells that no conversation fills. */
  readonly emptyCells: number;
  /** Names that conversations bear and the recipe does not hold: counted in none of the above. */
  readonly unknown: { readonly topics: readonly string[]; readonly patterns: readonly string[] };
}

/** What is counted: an assignment, or a conversation that came of one (which may not know its variation). */
export type Counted = Pick<Assignment, 'topic' | 'patterns' | 'exchanges'> &
  Partial<Pick<Assignment, 'variation'>>;

/**
 * Measures how evenly patterns, their pairs, topics, topic × pattern cells, lengths and variations are spread.
 * Takes a plan's assignments, or conversations that were accepted.
 */
export const measureCoverage = (recipe: PlanRecipe, counted: readonly Counted[]): Coverage => {
  const names = [...new Set(recipe.patterns.map(({ name }) => name))];
  const titles = [...new Set(recipe.topics.map(({ title }) => title))];
  const seenPatterns = counted.flatMap((one) => [...new Set(one.patterns)]);
  const seenTopics = counted.map(({ topic }) => topic);

  const patterns = tally(names, seenPatterns);
  const pairs = tallyPairs(names, counted);
  const topics = tally(titles, seenTopics);
  const cells = tallyCells(titles, names, counted);
  const exchanges = tallyExchanges(recipe.exchanges, counted);
  const variations = tallyVariations(recipe.variations, counted);
  const kinds = Object.entries(variations);
  return {
    conversations: counted.length,
    patterns,
    pairs,
    topics,
    cells,
    exchanges,
    variations,
    margins: {
      patterns: toMargin(patterns),
      pairs: toMargin(pairs),
      topics: toMargin(topics),
      cells: toMargin(cells.flat().map((count) => ({ count }))),
      exchanges: toMargin(exchanges),
      variations: Object.fromEntries(kinds.map(([kind, choices]) => [kind, toMargin(choices)])),
    },
    emptyPairs: pairs.filter(({ count }) => count === 0).length,
    emptyCells: cells.flat().filter((count) => count === 0).length,
    unknown: { topics: findUnknown(titles, seenTopics), patterns: findUnknown(names, seenPatterns) },
  };
};

const toMargin = (counts: readonly { readonly count: number }[]): Margin => {
  if (counts.length === 0) return { min: 0, max: 0, spread: 0 };
  const min = counts.reduce((least, { count }) => Math.min(least, count), Number.POSITIVE_INFINITY);
  const max = counts.reduce((most, { count }) => Math.max(most, count), 0);
  return { min, max, spread: max - min };
};

const tally = (names: readonly string[], seen: readonly string[]): Count[] => {
  const counts = countEach(seen);
  return names.map((name) => ({ name, count: counts.get(name) ?? 0 }));
};

const countEach = <Item>(seen: readonly Item[]): Map<Item, number> => {
  const counts = new Map<Item, number>();
  for (const item of seen) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
};

const tallyPairs = (
  names: readonly string[],
  counted: readonly Counted[],
): Array<Coverage['pairs'][number]> => {
  const column = new Map(names.map((name, index) => [name, index]));
  const counts = countEach(
    counted.flatMap((one) => {
      const known = [...new Set(one.patterns)]
        .flatMap((name) => column.get(name) ?? [])
        .sort((a, b) => a - b);
      return known.flatMap((a, index) => known.slice(index + 1).map((b) => a * names.length + b));
    }),
  );
  return names.flatMap((first, a) =>
    names.slice(a + 1).map((second, step) => ({
      patterns: [first, second] as const,
      count: counts.get(a * names.length + a + 1 + step) ?? 0,
    })),
  );
};

const tallyCells = (
  topics: readonly string[],
  patterns: readonly string[],
  counted: readonly Counted[],
): number[][] => {
  const row = new Map(topics.map((topic) => [topic, patterns.map(() => 0)]));
  const column = new Map(patterns.map((name, index) => [name, index]));
  for (const one of counted) {
    const cells = row.get(one.topic) ?? [];
    for (const name of new Set(one.patterns)) {
      const at = column.get(name) ?? -1;
      const count = cells[at];
      if (count !== undefined) cells[at] = count + 1;
    }
  }
  return [...row.values()];
};

const tallyExchanges = (
  lengths: readonly number[],
  counted: readonly Counted[],
): Array<Coverage['exchanges'][number]> => {
  const counts = countEach(counted.map((one) => one.exchanges));
  return [...new Set([...lengths, ...counts.keys()])]
    .sort((a, b) => a - b)
    .map((exchanges) => ({ exchanges, count: counts.get(exchanges) ?? 0 }));
};

const tallyVariations = (
  variations: PlanRecipe['variations'],
  counted: readonly Counted[],
): Record<string, Count[]> => {
  const kinds = Object.entries(variations).filter(([, choices]) => choices.length > 0);
  const seen = counted.map((one): Readonly<Record<string, string>> => one.variation ?? {});
  return Object.fromEntries(
    kinds.map(([kind, choices]) => {
      const ids = seen.flatMap((variation) => variation[kind] ?? []);
      return [kind, tally([...new Set(choices.map(({ id }) => id))], ids)];
    }),
  );
};

const findUnknown = (names: readonly string[], seen: readonly string[]): string[] =>
  [...new Set(seen)].filter((name) => !names.includes(name)).sort();
