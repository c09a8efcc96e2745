import { LONG_RUN, SHORT_RUN } from './thresholds.ts';
import { hashRuns } from './word-hash.ts';
import type { WordStore } from './word-store.ts';

/** Of as many runs of eight words in a row one is picked, so that no shared run of 25 words is missed. */
const WINDOW = LONG_RUN - SHORT_RUN + 1;

/**
 * Picks places in prose by which runs of 25 words that two conversations share are found: of every 18 runs of 8 words
 * in a row the one with the lowest hash, the last of several (winnowing; Schleimer, Wilkerson and Aiken 2003). Leaves out places whose hash
 * occurs nowhere else.
 */
export const pickWinnows = (
  store: WordStore,
  visit: (document: number, at: number, hash: number) => void,
): void => {
  const words = store.ids.reduce((sum, _, document) => sum + store.count(document), 0);
  const bits = Math.min(27, Math.max(16, Math.ceil(Math.log2(words + 1))));
  const seen = new Uint8Array(2 ** bits);
  const mask = seen.length - 1;
  forEachWinnow(store, (_document, _at, hash) => {
    if ((seen[hash & mask] ?? 0) < 2) seen[hash & mask] = (seen[hash & mask] ?? 0) + 1;
  });
  forEachWinnow(store, (document, at, hash) => {
    if (seen[hash & mask] === 2) visit(document, at, hash);
  });
};

const forEachWinnow = (
  store: WordStore,
  visit: (document: number, at: number, hash: number) => void,
): void => {
  let hashes = new Uint32Array(4096);
  for (let document = 0; document < store.size; document++) {
    const words = store.words(document);
    if (hashes.length < words.length) hashes = new Uint32Array(2 * words.length);
    for (const { isCode, start, end } of store.pieces(document)) {
      if (isCode) continue;
      const count = hashRuns(words, start, end, SHORT_RUN, hashes);
      winnow(hashes, count, (at) => visit(document, start + at, hashes[at] ?? 0));
    }
  }
};

/** Calls back for the place of the lowest hash of every window, once for each place. */
const winnow = (hashes: Uint32Array, count: number, visit: (at: number) => void): void => {
  let least = -1;
  for (let last = WINDOW - 1; last < count; last++) {
    const first = last - WINDOW + 1;
    const before = least;
    if (least < first) least = findLeast(hashes, first, last);
    else if ((hashes[last] ?? 0) <= (hashes[least] ?? 0)) least = last;
    if (least !== before) visit(least);
  }
};

/** The place of the lowest hash, the last of several. */
const findLeast = (hashes: Uint32Array, from: number, to: number): number => {
  let least = from;
  for (let at = from + 1; at <= to; at++) if ((hashes[at] ?? 0) <= (hashes[least] ?? 0)) least = at;
  return least;
};
