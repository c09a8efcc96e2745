import type { Span } from './link.ts';
import { hashRuns } from './word-hash.ts';
import type { WordStore } from './word-store.ts';

const SEED_WORDS = 8;

/**
 * The longest run of words that two conversations have in common, as spans of the one and of the other; undefined
 * where none has eight words or more. Runs stay within a message.
 */
export const findSharedRun = (
  store: WordStore,
  one: number,
  other: number,
): readonly [Span, Span] | undefined => {
  const words = store.words(one);
  const others = store.words(other);
  const seeds = plantSeeds(store, one);
  const hashes = new Uint32Array(others.length);
  let longest: readonly [Span, Span] | undefined;
  let most = SEED_WORDS - 1;
  for (const { start, end } of store.messages(other)) {
    const count = hashRuns(others, start, end, SEED_WORDS, hashes);
    for (let at = 0; at < count; at++) {
      const seed = seeds.get(hashes[at] ?? 0);
      if (seed === undefined) continue;
      const length = countEqual(words, seed, others, { start: start + at, end });
      if (length > most) {
        most = length;
        longest = [
          { start: seed.start, end: seed.start + length },
          { start: start + at, end: start + at + length },
        ];
      }
      // The runs that begin within this one are parts of it.
      at += Math.max(0, length - SEED_WORDS);
    }
  }
  return longest;
};

/** Where each run of eight words first begins, and where its message ends. */
const plantSeeds = (store: WordStore, document: number): Map<number, Span> => {
  const words = store.words(document);
  const seeds = new Map<number, Span>();
  const hashes = new Uint32Array(words.length);
  for (const { start, end } of store.messages(document)) {
    const count = hashRuns(words, start, end, SEED_WORDS, hashes);
    for (let at = 0; at < count; at++) {
      const hash = hashes[at] ?? 0;
      if (!seeds.has(hash)) seeds.set(hash, { start: start + at, end });
    }
  }
  return seeds;
};

const countEqual = (words: Uint32Array, one: Span, others: Uint32Array, other: Span): number => {
  const limit = Math.min(one.end - one.start, other.end - other.start);
  let length = 0;
  while (length < limit && words[one.start + length] === others[other.start + length]) length++;
  return length;
};
