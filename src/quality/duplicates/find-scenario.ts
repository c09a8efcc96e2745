import { multiplyAllPairs } from './all-pairs.ts';
import { type Link, type Linked, sortIn } from './link.ts';
import { compareByRareTerms } from './rare-terms.ts';
import { listPart, type Part, TermTable } from './term-table.ts';
import { countTerms, makeWeigher } from './term-weights.ts';
import { BORDERLINE, EXACT_SCENARIOS, QUESTION_WORDS, SCENARIO } from './thresholds.ts';
import type { WordStore } from './word-store.ts';

/** Pairs that tell the same scenario, and each conversation's highest cosine with another of its provider. */
export interface Scenarios extends Linked {
  readonly nearest: Float64Array;
}

const WHAT: Readonly<Record<Part, string>> = { all: 'words throughout', questions: 'words in the questions' };

/**
 * Finds conversations that tell the same scenario in other words, by TF-IDF cosine of whole conversations and of user
 * turns alone; of a pair that shows in both the higher counts.
 */
export const findScenarios = (store: WordStore): Scenarios => {
  const nearest = new Float64Array(store.size);
  const compare = store.size <= EXACT_SCENARIOS ? compareAll : compareByRareTerms;
  const found = new Map<number, Omit<Link, 'isStrong'>>();
  for (const part of ['all', 'questions'] as const) {
    compare(store, part, (one, other, similarity) => {
      if (part === 'all' && store.providerOf[one] === store.providerOf[other]) {
        nearest[one] = Math.max(nearest[one] ?? 0, similarity);
        nearest[other] = Math.max(nearest[other] ?? 0, similarity);
      }
      if (similarity < LEAST) return;
      if (part === 'questions' && countQuestions(store, one, other) < QUESTION_WORDS) return;
      const key = one * store.size + other;
      if (similarity > (found.get(key)?.similarity ?? 0))
        found.set(key, { likeness: 'scenario', one, other, similarity, what: WHAT[part] });
    });
  }
  const links: Link[] = [];
  const borderline: Link[] = [];
  for (const link of found.values()) sortIn(link, SCENARIO, links, borderline);
  return { links, borderline, nearest };
};

const LEAST = SCENARIO.flag - BORDERLINE;

/** How many words the shorter of two conversations has in its user turns. */
const countQuestions = (store: WordStore, one: number, other: number): number =>
  Math.min(
    ...[one, other].map((document) =>
      listPart(store, document, 'questions').reduce((sum, { start, end }) => sum + end - start, 0),
    ),
  );

const compareAll = (
  store: WordStore,
  part: Part,
  see: (one: number, other: number, similarity: number) => void,
): void => {
  const weigher = makeWeigher(countTerms(store, part), store.size);
  const table = new TermTable();
  const vectors = Array.from({ length: store.size }, (_, document) => {
    table.fill(store.words(document), listPart(store, document, part));
    return weigher.toVector(table);
  });
  multiplyAllPairs(vectors, (document, cosines) => {
    for (let other = 0; other < document; other++) see(other, document, Math.min(1, cosines[other] ?? 0));
  });
};
