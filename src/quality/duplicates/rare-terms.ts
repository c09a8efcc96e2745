import { HashGroups } from './group-by-hash.ts';
import { listPart, type Part, TermTable } from './term-table.ts';
import { countTerms, makeWeigher, type Weigher } from './term-weights.ts';
import { mix } from './word-hash.ts';
import type { WordStore } from './word-store.ts';

/** How many terms a conversation is looked up by, out of those that others have too, and not too many others. */
const KEYS = 64;
/** A term that more than this share of all conversations has brings too many together to be worth it. */
const MOST_HOLDERS = 0.005;
/**
 * Up to how many others a conversation is compared with in full, and how many keys the two have in common at least: an
 * eighth of the fewer, and three. Of a pair with a cosine of 0.3 about a fifth is shared: 6 % of them have less than
 * an eighth of 64.
 */
const CANDIDATES = 4;
const LEAST_SHARED = 3;
const LEAST_SHARE = 1 / 8;
/** In texts of more terms than this keys are drawn from a quarter of them: to look up all takes most of the time. */
const MANY_TERMS = 1024;

/**
 * Compares the pairs that have rare terms in common: for each conversation the four that share most of its keys, of
 * which the cosine is then worked out in full. What shares nothing rare has no high cosine; a conversation with more
 * than four close ones is tied to the others by way of these.
 */
export const compareByRareTerms = (
  store: WordStore,
  part: Part,
  see: (one: number, other: number, similarity: number) => void,
): void => {
  const [table, other] = [new TermTable(), new TermTable()];
  const fill = (into: TermTable, document: number): void =>
    into.fill(store.words(document), listPart(store, document, part));
  const weigher = makeWeigher(countTerms(store, part), store.size);
  const keys = drawKeys(store.size, table, (document) => fill(table, document), weigher);
  let current = -1;
  let length = 0;
  for (const pair of listCandidates(keys, store.size)) {
    const first = Math.floor(pair / store.size);
    if (first !== current) {
      fill(table, first);
      length = multiply(table, table, weigher).length;
      current = first;
    }
    fill(other, pair % store.size);
    const product = multiply(other, table, weigher);
    see(first, pair % store.size, Math.min(1, product.dot / (product.length * length)));
  }
};

/** The length of what the one table holds, and its dot product with what the other holds. */
const multiply = (one: TermTable, other: TermTable, weigher: Weigher): { length: number; dot: number } => {
  let squares = 0;
  let dot = 0;
  one.forEach((term, count) => {
    const holders = weigher.holders(term);
    const weight = weigher.weigh(count, holders);
    squares += weight * weight;
    const counted = other.count(term);
    if (counted > 0) dot += weight * weigher.weigh(counted, holders);
  });
  return { length: Math.sqrt(squares), dot };
};

/** Keys of all conversations, `KEYS` places each, and how many of these are filled. */
interface Keys {
  readonly terms: Uint32Array;
  readonly filled: Uint8Array;
}

/**
 * Draws each conversation's keys: heavy terms are likelier, by the square of their weight, and the draw hangs on the
 * term alone, so that what two conversations share is drawn for both (coordinated bottom-k sampling; Cohen and Kaplan
 * 2007).
 */
const drawKeys = (
  size: number,
  table: TermTable,
  fill: (document: number) => void,
  weigher: Weigher,
): Keys => {
  const keys = { terms: new Uint32Array(size * KEYS), filled: new Uint8Array(size) };
  const most = Math.max(50, Math.floor(size * MOST_HOLDERS));
  const ranks = new Float64Array(KEYS);
  const once = weigher.heaviest(1) ** 2;
  for (let document = 0; document < size; document++) {
    fill(document);
    const own = keys.terms.subarray(document * KEYS, (document + 1) * KEYS);
    let filled = 0;
    let limit = Number.POSITIVE_INFINITY;
    const drawn = table.size > MANY_TERMS ? 2 ** 30 : 2 ** 32;
    table.forEach((term, count) => {
      const draw = mix(term ^ 0x3c6ef372);
      // Most terms cannot be drawn however rare they are, and to look up how rare is what takes time.
      if (draw >= drawn || draw >= limit * (count === 1 ? once : weigher.heaviest(count) ** 2)) return;
      const holders = weigher.holders(term);
      const rank = draw / weigher.weigh(count, holders) ** 2;
      if (rank >= limit || holders < 2 || holders > most) return;
      filled = Math.min(KEYS, filled + 1);
      insert(own, ranks, filled, term, rank);
      if (filled === KEYS) limit = ranks[KEYS - 1] ?? 0;
    });
    keys.filled[document] = filled;
  }
  return keys;
};

/** Puts a term where its rank belongs among the first `filled`, of which the last is lost. */
const insert = (
  terms: Uint32Array,
  ranks: Float64Array,
  filled: number,
  term: number,
  rank: number,
): void => {
  let place = filled - 1;
  for (; place > 0 && (ranks[place - 1] ?? 0) > rank; place--) {
    ranks[place] = ranks[place - 1] ?? 0;
    terms[place] = terms[place - 1] ?? 0;
  }
  ranks[place] = rank;
  terms[place] = term;
};

/** Pairs worth comparing, each once, as `one * size + other` in ascending order. */
const listCandidates = (keys: Keys, size: number): Float64Array => {
  const { begins, before, holders } = findHolders(keys, size);
  const shared = new Uint8Array(size);
  const pairs = new Set<number>();
  for (let document = 0; document < size; document++) {
    const touched: number[] = [];
    for (let place = document * KEYS; place < (document + 1) * KEYS; place++) {
      const from = begins[place] ?? 0;
      const to = from + (before[place] ?? 0);
      for (let at = from; at < to; at++) {
        const other = holders[at] ?? 0;
        const count = (shared[other] ?? 0) + 1;
        shared[other] = count;
        if (count === LEAST_SHARED) touched.push(other);
      }
    }
    const own = keys.filled[document] ?? 0;
    const close = touched.filter(
      (other) => (shared[other] ?? 0) >= Math.min(own, keys.filled[other] ?? 0) * LEAST_SHARE,
    );
    for (const other of pickBest(close, shared)) pairs.add(other * size + document);
    shared.fill(0, 0, document);
  }
  return Float64Array.from(pairs).sort();
};

/** For each place where the holders of its term begin in `holders`, and how many of these come before its own. */
const findHolders = ({ terms, filled }: Keys, size: number) => {
  const groups = new HashGroups();
  for (let document = 0; document < size; document++)
    for (let at = 0; at < (filled[document] ?? 0); at++) {
      const place = document * KEYS + at;
      groups.add(terms[place] ?? 0, place);
    }
  const begins = new Uint32Array(terms.length);
  const before = new Uint32Array(terms.length);
  const holders = new Uint32Array(terms.length);
  let length = 0;
  groups.forEachGroup((group) => {
    for (const [at, place] of group.entries()) {
      begins[place] = length;
      before[place] = at;
      holders[length + at] = Math.floor(place / KEYS);
    }
    length += group.length;
  });
  return { begins, before, holders };
};

const pickBest = (others: readonly number[], shared: Uint8Array): number[] =>
  others.toSorted((a, b) => (shared[b] ?? 0) - (shared[a] ?? 0)).slice(0, CANDIDATES);
