import type { Span } from './link.ts';
import { type NamedText, RunIndex } from './run-index.ts';
import { CODE_RUN, LEAK_LONG_RUN, LEAK_RUNS, SHORT_RUN } from './thresholds.ts';
import type { WordStore } from './word-store.ts';

/** Words of a conversation that stand in what its writer was shown. */
export interface Leak {
  readonly document: number;
  /** How many different runs. */
  readonly runs: number;
  /** The longest stretch of them. */
  readonly span: Span;
  /** Names of the texts, the one with most runs first. */
  readonly sources: readonly string[];
  readonly isStrong: boolean;
}

/**
 * Finds runs of eight words of prose, and of 13 in code, that stand in a reference text as well. Strong are three
 * different runs in prose, or one of 20 words; code, of which much is the same everywhere, is never strong.
 */
export const findLeaks = (store: WordStore, references: readonly NamedText[]): Leak[] => {
  const index = new RunIndex(references, { prose: SHORT_RUN, code: CODE_RUN });
  return Array.from(store.ids, (_, document) => findLeak(store, document, index)).filter(
    (leak) => leak !== undefined,
  );
};

const findLeak = (store: WordStore, document: number, index: RunIndex): Leak | undefined => {
  const words = store.words(document);
  const runs = { prose: new Set<number>(), code: new Set<number>() };
  const bySource = new Map<number, number>();
  const stretches: Stretch[] = [];
  for (const piece of store.pieces(document))
    for (const { hash, span, texts } of index.find(words, piece)) {
      runs[piece.isCode ? 'code' : 'prose'].add(hash);
      for (const text of texts) bySource.set(text, (bySource.get(text) ?? 0) + 1);
      const last = stretches.at(-1);
      // A run that begins one word after the one before goes on with it.
      if (last?.end === span.end - 1 && last.isCode === piece.isCode) last.end = span.end;
      else stretches.push({ ...span, isCode: piece.isCode });
    }
  const [longest] = stretches.sort((a, b) => lengthOf(b) - lengthOf(a));
  if (longest === undefined) return undefined;
  const sources = [...bySource]
    .sort(([a, count], [b, other]) => other - count || a - b)
    .map(([text]) => index.texts[text]?.name ?? '');
  const isLong = stretches.some((stretch) => !stretch.isCode && lengthOf(stretch) >= LEAK_LONG_RUN);
  return {
    document,
    runs: runs.prose.size + runs.code.size,
    span: { start: longest.start, end: longest.end },
    sources,
    isStrong: runs.prose.size >= LEAK_RUNS || isLong,
  };
};

interface Stretch {
  readonly start: number;
  end: number;
  readonly isCode: boolean;
}

const lengthOf = ({ start, end }: Stretch): number => end - start;
