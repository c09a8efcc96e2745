import type { SparseVector } from './all-pairs.ts';
import { listPart, type Part, TermTable } from './term-table.ts';
import { EXACT_SCENARIOS } from './thresholds.ts';
import type { WordStore } from './word-store.ts';

/** In how many documents a term occurs. */
export interface TermCounts {
  of(term: number): number;
}

/**
 * Counts for every term in how many conversations it occurs.
 *
 * Up to 1,000 conversations exactly. Above, terms share counters: of 30 million different terms (100,000 long
 * conversations) one in five is counted together with another one.
 */
export const countTerms = (store: WordStore, part: Part): TermCounts => {
  const counters = store.size <= EXACT_SCENARIOS ? countInMap() : countInBytes();
  const table = new TermTable();
  for (let document = 0; document < store.size; document++) {
    table.fill(store.words(document), listPart(store, document, part));
    table.forEach(counters.add);
  }
  return counters;
};

interface Counters extends TermCounts {
  add(term: number): void;
}

const countInMap = (): Counters => {
  const counts = new Map<number, number>();
  return {
    add: (term) => counts.set(term, (counts.get(term) ?? 0) + 1),
    of: (term) => counts.get(term) ?? 0,
  };
};

const SMALL = 2 ** 27;
const LARGE = 2 ** 22;
const FULL = 255;

/** A byte for each of very many rare terms, and for the few that outgrow it a second counter: 144 MB. */
const countInBytes = (): Counters => {
  const small = new Uint8Array(SMALL);
  const large = new Uint32Array(LARGE);
  return {
    add: (term) => {
      const count = small[term & (SMALL - 1)] ?? 0;
      if (count < FULL) small[term & (SMALL - 1)] = count + 1;
      else large[term & (LARGE - 1)] = (large[term & (LARGE - 1)] ?? 0) + 1;
    },
    of: (term) => {
      const count = small[term & (SMALL - 1)] ?? 0;
      return count < FULL ? count : FULL + (large[term & (LARGE - 1)] ?? 0);
    },
  };
};

/** Weighs terms by TF-IDF. */
export interface Weigher {
  /** In how many documents a term occurs. */
  holders(term: number): number;
  /** The weight of a term that occurs so often in a document, and in so many documents. */
  weigh(count: number, holders: number): number;
  /** The most that a term can weigh that occurs so often in a document. */
  heaviest(count: number): number;
  /** The vector, of length 1, of what a table holds. */
  toVector(table: TermTable): SparseVector;
}

/**
 * Weighs by sublinear counts, 1 + ln(tf), times the smooth ln((1 + N) / (1 + df)) + 1 (scikit-learn's
 * `TfidfVectorizer(sublinear_tf=True)`).
 */
export const makeWeigher = (counts: TermCounts, documents: number): Weigher => {
  const most = Math.log(1 + documents) + 1;
  const weigh = (count: number, holders: number): number => (1 + logOf(count)) * (most - logOf(1 + holders));
  return {
    holders: (term) => counts.of(term),
    weigh,
    heaviest: (count) => weigh(count, 0),
    toVector: (table) => {
      const features = new Uint32Array(table.size);
      const weights = new Float64Array(table.size);
      let at = 0;
      let sum = 0;
      table.forEach((term, count) => {
        const weight = weigh(count, counts.of(term));
        features[at] = term;
        weights[at++] = weight;
        sum += weight * weight;
      });
      const length = Math.sqrt(sum);
      for (let index = 0; index < at; index++) weights[index] = (weights[index] ?? 0) / length;
      return { features, weights };
    },
  };
};

// Logarithms take half of the time of a large search, and nearly all are of small numbers.
const LOGS = Float64Array.from({ length: 4096 }, (_, count) => Math.log(count));
const logOf = (count: number): number => LOGS[count] ?? Math.log(count);
