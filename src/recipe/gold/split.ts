import { hashText } from '../../base/index.ts';
import type { GoldItem } from './schema.ts';

/** A gold set in two halves. */
export interface GoldSplit {
  /** What a judge's prompt may be tuned on. */
  readonly tune: readonly GoldItem[];
  /** What decides whether a judge is admitted; nobody looks at it before. */
  readonly heldOut: readonly GoldItem[];
}

/**
 * Splits a gold set by a fixed rule that nobody chooses: within each pattern the items are ordered by label, kind and
 * the SHA-256 of their ids and dealt out in turn, one pattern beginning with `tune` and the next with `heldOut`. So
 * both halves hold the same number of each kind, within one for each pattern, and a kind of which every pattern has
 * one item is spread as well.
 */
export const splitGold = (items: readonly GoldItem[]): GoldSplit => {
  const byPattern = [...Map.groupBy(items, ({ pattern }) => pattern)].sort(([a], [b]) => compare(a, b));
  const tune = new Set(
    byPattern.flatMap(([, ofPattern], start) =>
      ofPattern.toSorted(byKindAndHash).filter((_, place) => (start + place) % 2 === 0),
    ),
  );
  return { tune: items.filter((item) => tune.has(item)), heldOut: items.filter((item) => !tune.has(item)) };
};

const byKindAndHash = (a: GoldItem, b: GoldItem): number =>
  compare(a.label, b.label) || compare(a.kind, b.kind) || compare(hashText(a.id), hashText(b.id));

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
