import { multiplyAllPairs } from './all-pairs.ts';
import { HashGroups } from './group-by-hash.ts';
import { type Link, type Linked, sortIn } from './link.ts';
import { hashBands, signSet } from './min-hash.ts';
import { jaccard, listShingles } from './shingles.ts';
import { EXACT_DOCUMENTS, NEAR } from './thresholds.ts';
import type { WordStore } from './word-store.ts';

/**
 * Finds conversations whose answers share runs of five words, by Jaccard similarity.
 *
 * @param hints - Pairs that are alike in another way: they are compared even where hashing misses them.
 */
export const findNear = (store: WordStore, hints: readonly Link[] = []): Linked => {
  const links: Link[] = [];
  const borderline: Link[] = [];
  const see = (one: number, other: number, similarity: number): void =>
    sortIn({ likeness: 'near', one, other, similarity, what: 'runs of five words' }, NEAR, links, borderline);
  if (store.size <= EXACT_DOCUMENTS) compareAll(store, see);
  else compareCandidates(store, hints, see);
  return { links, borderline };
};

type See = (one: number, other: number, similarity: number) => void;

const compareAll = (store: WordStore, see: See): void => {
  const sets = Array.from({ length: store.size }, (_, document) => listShingles(store, document));
  const vectors = sets.map((features) => ({ features, weights: new Float64Array(features.length).fill(1) }));
  multiplyAllPairs(vectors, (document, shared) => {
    const own = sets[document]?.length ?? 0;
    shared.forEach((count, other) => {
      if (count > 0) see(other, document, count / (own + (sets[other]?.length ?? 0) - count));
    });
  });
};

/** How many of a bucket each of its members is compared with; the rest hangs together by way of these. */
const MOST_COMPARED = 20;

const compareCandidates = (store: WordStore, hints: readonly Link[], see: See): void => {
  const bands = new HashGroups();
  for (let document = 0; document < store.size; document++) {
    const signature = signSet(listShingles(store, document));
    if (signature !== undefined) for (const hash of hashBands(signature)) bands.add(hash, document);
  }
  const pairs = new Set(hints.map(({ one, other }) => one * store.size + other));
  bands.forEachGroup((group) => {
    group.forEach((document, at) => {
      for (const other of group.subarray(0, Math.min(at, MOST_COMPARED)))
        if (other !== document) pairs.add(other * store.size + document);
    });
  });
  let current = -1;
  let set = new Uint32Array();
  for (const pair of Float64Array.from(pairs).sort()) {
    const one = Math.floor(pair / store.size);
    if (one !== current) set = new Uint32Array(listShingles(store, one));
    current = one;
    const other = pair % store.size;
    see(one, other, jaccard(set, listShingles(store, other)));
  }
};
