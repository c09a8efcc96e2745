import type { FindingsById } from '../finding.ts';
import { isUsable } from '../finding.ts';
import type { Cluster, Likeness } from './duplicate-report.ts';
import type { Link } from './link.ts';
import type { WordStore } from './word-store.ts';

/** What decides which of several conversations that are alike is kept. */
export interface Standing {
  /** How many patterns a judge has verified, by conversation; 0 where it is not known. */
  readonly patternsVerified?: ReadonlyMap<string, number>;
  /** What other checks found. */
  readonly findings?: FindingsById;
}

/** A cluster by number, and of each but the keeper the strongest link that put it there. */
export interface Family {
  readonly keeper: number;
  readonly others: ReadonlyArray<{ readonly document: number; readonly link: Link }>;
  readonly likeness: Likeness;
  readonly isWithinProvider: boolean;
}

/**
 * Puts together what strong links tie, directly or by way of others: those within providers, of which all but one
 * are rejected, and then those across. The largest come first.
 */
export const gatherFamilies = (store: WordStore, links: readonly Link[], standing: Standing): Family[] => {
  const isWithin = ({ one, other }: Link): boolean => store.providerOf[one] === store.providerOf[other];
  const strong = links.filter(({ isStrong }) => isStrong);
  const better = compareStanding(store, standing);
  const within = gather(strong.filter(isWithin), better);
  const across = gather(
    strong.filter((link) => !isWithin(link)),
    better,
  );
  return [
    ...within.map((family) => ({ ...family, isWithinProvider: true })),
    ...across.map((family) => ({ ...family, isWithinProvider: false })),
  ].sort((a, b) => b.others.length - a.others.length);
};

/** A family with ids. */
export const toCluster = (store: WordStore, family: Family): Cluster => ({
  keeper: store.ids[family.keeper] ?? '',
  others: family.others.map(({ document }) => store.ids[document] ?? ''),
  likeness: family.likeness,
  isWithinProvider: family.isWithinProvider,
});

/** The plainest likeness first. */
const LIKENESSES: readonly Likeness[] = ['exact', 'near', 'scenario', 'boilerplate'];

const isPlainer = (a: Link, b: Link): boolean =>
  LIKENESSES.indexOf(a.likeness) < LIKENESSES.indexOf(b.likeness) ||
  (a.likeness === b.likeness && a.similarity > b.similarity);

const gather = (
  links: readonly Link[],
  better: (a: number, b: number) => number,
): Array<Omit<Family, 'isWithinProvider'>> => {
  const parents = new Map<number, number>();
  const find = (document: number): number => {
    let root = document;
    for (let up = parents.get(root); up !== undefined && up !== root; up = parents.get(root)) root = up;
    for (let at = document; at !== root; ) {
      const up = parents.get(at) ?? root;
      parents.set(at, root);
      at = up;
    }
    return root;
  };
  const plainest = new Map<number, Link>();
  for (const link of links) {
    for (const document of [link.one, link.other]) {
      if (!parents.has(document)) parents.set(document, document);
      const known = plainest.get(document);
      if (known === undefined || isPlainer(link, known)) plainest.set(document, link);
    }
    parents.set(find(link.one), find(link.other));
  }
  return [...Map.groupBy([...parents.keys()], find).values()].map((members) => {
    const [keeper = 0, ...others] = members.sort(better);
    const ties = others.flatMap((document) => {
      const link = plainest.get(document);
      return link === undefined ? [] : [{ document, link }];
    });
    const likeness = LIKENESSES.find((each) => ties.some(({ link }) => link.likeness === each)) ?? 'exact';
    return { keeper, others: ties, likeness };
  });
};

/** Usable before not usable, then more verified patterns, then fewer warnings, then the lower id. */
const compareStanding = (store: WordStore, { patternsVerified, findings }: Standing) => {
  const idOf = (document: number): string => store.ids[document] ?? '';
  const rank = (document: number): readonly [number, number, number] => {
    const own = findings?.get(idOf(document)) ?? [];
    return [
      isUsable(own) ? 0 : 1,
      -(patternsVerified?.get(idOf(document)) ?? 0),
      own.filter(({ severity }) => severity === 'warn').length,
    ];
  };
  return (a: number, b: number): number => {
    const [usableA, verifiedA, warningsA] = rank(a);
    const [usableB, verifiedB, warningsB] = rank(b);
    return (
      usableA - usableB || verifiedA - verifiedB || warningsA - warningsB || compareIds(idOf(a), idOf(b))
    );
  };
};

/** Ids in the order in which people count: `openai/2` before `openai/10`. */
const compareIds = (a: string, b: string): number => COLLATOR.compare(a, b);
const COLLATOR = new Intl.Collator('en', { numeric: true });
