import type { Assignment, Counted } from '../../plan/index.ts';

/** What a refill is chosen from. */
export interface RefillChoice {
  /** How many topics the recipe has. */
  readonly topics: number;
  /** Names of the recipe's patterns. */
  readonly patterns: readonly string[];
  /** What was accepted so far. */
  readonly accepted: Iterable<Pick<Counted, 'topic' | 'patterns' | 'exchanges'>>;
  /** Assignments that were not asked for yet, in the order of the plan. */
  readonly pool: readonly Assignment[];
  readonly count: number;
}

/**
 * Chooses what to ask for next, so that what is least represented among the accepted is topped up first: patterns, and
 * where these are level pairs of patterns, then topics, then lengths, then the order of the plan.
 *
 * Each step takes the set of patterns whose counts lie lowest, summed as differences from the mean: the choice that
 * lowers the sum of squares of all counts most, for sets of two and of three alike. What is chosen counts as accepted
 * for the steps after it. The same input gives the same choice.
 *
 * @returns assignments in the order of the plan; fewer than `count` when the pool is smaller.
 */
export const chooseRefill = ({ topics, patterns, accepted, pool, count }: RefillChoice): Assignment[] => {
  const counts = new Counts(patterns);
  for (const one of accepted) counts.add(one);
  const groups = groupByPatterns(pool);
  const chosen: Assignment[] = [];
  while (chosen.length < count) {
    const level = findLeast(groups, [
      ({ names }) => counts.scorePatterns(names),
      ({ names }) => counts.scorePairs(names),
    ]);
    // Every topic comes once in a round of all topics, so two rounds hold each of them.
    const candidates = level.flatMap((group) =>
      group.members.slice(0, 2 * topics).map((one) => ({ group, one })),
    );
    const [best] = findLeast(candidates, [
      ({ one }) => counts.countTopic(one.topic),
      ({ one }) => counts.countExchanges(one.exchanges),
      ({ one }) => one.number,
    ]);
    if (best === undefined) break;
    best.group.members.splice(best.group.members.indexOf(best.one), 1);
    if (best.group.members.length === 0) groups.splice(groups.indexOf(best.group), 1);
    counts.add(best.one);
    chosen.push(best.one);
  }
  return chosen.sort((a, b) => a.number - b.number);
};

/** Assignments with the same patterns: for what is scored first they are one. */
interface Group {
  readonly names: readonly string[];
  readonly members: Assignment[];
}

const groupByPatterns = (pool: readonly Assignment[]): Group[] => {
  const groups = new Map<string, Group>();
  for (const one of pool) {
    const key = one.patterns.toSorted().join('\n');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { names: one.patterns, members: [one] });
    else group.members.push(one);
  }
  return [...groups.values()];
};

/** Those with the least score; where several have it, the next score decides. */
const findLeast = <Item>(items: readonly Item[], scores: ReadonlyArray<(item: Item) => number>): Item[] =>
  scores.reduce<Item[]>(
    (left, score) => {
      if (left.length < 2) return left;
      let least = Number.POSITIVE_INFINITY;
      let found: Item[] = [];
      for (const item of left) {
        const value = score(item);
        if (value > least) continue;
        if (value < least) found = [];
        least = value;
        found.push(item);
      }
      return found;
    },
    [...items],
  );

/** How often each thing occurs among what is accepted. */
class Counts {
  readonly #patterns: Map<string, number>;
  readonly #pairs = new Map<string, number>();
  readonly #topics = new Map<string, number>();
  readonly #exchanges = new Map<number, number>();
  #uses = 0;
  #pairUses = 0;

  constructor(patterns: readonly string[]) {
    this.#patterns = new Map(patterns.map((name) => [name, 0]));
  }

  add({ topic, patterns, exchanges }: Pick<Counted, 'topic' | 'patterns' | 'exchanges'>): void {
    for (const name of patterns) increase(this.#patterns, name);
    for (const pair of listPairs(patterns)) increase(this.#pairs, pair);
    increase(this.#topics, topic);
    increase(this.#exchanges, exchanges);
    this.#uses += patterns.length;
    this.#pairUses += (patterns.length * (patterns.length - 1)) / 2;
  }

  /** Sum of the differences from the mean, times the number of patterns: whole numbers compare exactly. */
  scorePatterns(names: readonly string[]): number {
    const all = this.#patterns.size;
    return names.reduce((sum, name) => sum + (this.#patterns.get(name) ?? 0) * all - this.#uses, 0);
  }

  /** The same for pairs. */
  scorePairs(names: readonly string[]): number {
    const all = (this.#patterns.size * (this.#patterns.size - 1)) / 2;
    return listPairs(names).reduce(
      (sum, pair) => sum + (this.#pairs.get(pair) ?? 0) * all - this.#pairUses,
      0,
    );
  }

  countTopic(topic: string): number {
    return this.#topics.get(topic) ?? 0;
  }

  countExchanges(exchanges: number): number {
    return this.#exchanges.get(exchanges) ?? 0;
  }
}

const increase = <Key>(counts: Map<Key, number>, key: Key): void =>
  void counts.set(key, (counts.get(key) ?? 0) + 1);

const listPairs = (names: readonly string[]): string[] => {
  const sorted = names.toSorted();
  return sorted.flatMap((one, index) => sorted.slice(index + 1).map((other) => `${one}\n${other}`));
};
