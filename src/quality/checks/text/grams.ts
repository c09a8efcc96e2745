/** How many words make a gram. */
export const GRAM = 5;

/**
 * The runs of five words of a text, each as a whole number, by their first word.
 *
 * Two runs that differ have the same number once in 2^30 pairs, which changes a share by less than it is told to.
 */
export const listGrams = (words: readonly string[]): Int32Array => {
  const count = Math.max(0, words.length - GRAM + 1);
  const hashes = Int32Array.from(words, hashWord);
  const grams = new Int32Array(count);
  for (let at = 0; at < count; at++) {
    let gram = 0;
    for (let next = at; next < at + GRAM; next++) gram = Math.imul(gram ^ (hashes[next] ?? 0), PRIME);
    // Numbers of 31 bits are kept in a set without an object of their own.
    grams[at] = (gram ^ (gram >>> 15)) & 0x3fffffff;
  }
  return grams;
};

/** FNV-1a, over UTF-16 code units. */
const PRIME = 0x01000193;
const hashWord = (word: string): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), PRIME);
  return hash ^ (hash >>> 13);
};
