import { SHINGLE_WORDS } from './thresholds.ts';
import { hashRuns } from './word-hash.ts';
import type { WordStore } from './word-store.ts';

let scratch = new Uint32Array(4096);

/** The distinct runs of five words in a conversation's answers, as hashes in ascending order. */
export const listShingles = (store: WordStore, document: number): Uint32Array => {
  const words = store.words(document);
  if (scratch.length < words.length) scratch = new Uint32Array(words.length * 2);
  let count = 0;
  for (const { isAssistant, start, end } of store.messages(document))
    if (isAssistant) count += hashRuns(words, start, end, SHINGLE_WORDS, scratch.subarray(count));
  const sorted = scratch.slice(0, count).sort();
  let kept = 0;
  for (let at = 0; at < count; at++)
    if (at === 0 || sorted[at] !== sorted[at - 1]) sorted[kept++] = sorted[at] ?? 0;
  return sorted.slice(0, kept);
};

/** The Jaccard similarity of two sets in ascending order: shared by all; 0 for two empty ones. */
export const jaccard = (one: Uint32Array, other: Uint32Array): number => {
  let shared = 0;
  let left = 0;
  let right = 0;
  while (left < one.length && right < other.length) {
    const a = one[left] ?? 0;
    const b = other[right] ?? 0;
    if (a === b) shared++;
    if (a <= b) left++;
    if (b <= a) right++;
  }
  const all = one.length + other.length - shared;
  return all === 0 ? 0 : shared / all;
};
