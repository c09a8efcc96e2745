import { brotliCompressSync, constants } from 'node:zlib';
import { multiplyAllPairs } from '../duplicates/all-pairs.ts';
import { TermTable } from '../duplicates/term-table.ts';
import { makeWeigher } from '../duplicates/term-weights.ts';
import { countEach, type Grams } from './number-grams.ts';

/**
 * Bytes of all documents, one a line, divided by their bytes after compression. Brotli with a window of 16 MB: gzip sees
 * 32 KB and so misses what one document repeats of another.
 */
export const measureCompression = (texts: readonly string[]): number => {
  const bytes = Buffer.from(texts.join('\n'));
  if (bytes.length === 0) return 0;
  const packed = brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_QUALITY]: 9,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
  return bytes.length / packed.length;
};

/** For each document the share of its distinct 4-grams that another document has too. */
export const scoreShared4 = ({ byLength }: Grams): number[] => {
  const sets = (byLength[3] ?? []).map((grams) => [...new Set(grams)]);
  const holders = countEach(sets.flat());
  return sets.map(
    (set) => set.filter((gram) => (holders.get(gram) ?? 0) > 1).length / Math.max(1, set.length),
  );
};

/** The sum over n from 1 to 4 of distinct n-grams per n-gram: 4 where nothing ever comes twice. */
export const measureDistinct4 = ({ byLength }: Grams): number =>
  byLength
    .map((documents) => documents.flat())
    .reduce((sum, grams) => sum + (grams.length === 0 ? 0 : new Set(grams).size / grams.length), 0);

/** For each document the highest TF-IDF cosine with another one; words as hashes. */
export const scoreNearest = (documents: readonly Uint32Array[]): number[] => {
  const table = new TermTable();
  const fill = (words: Uint32Array): void =>
    table.fill(words, [{ turn: 1, isAssistant: true, isCode: false, start: 0, end: words.length }]);
  const counts = new Map<number, number>();
  for (const words of documents) {
    fill(words);
    table.forEach((term) => {
      counts.set(term, (counts.get(term) ?? 0) + 1);
    });
  }
  const weigher = makeWeigher({ of: (term) => counts.get(term) ?? 0 }, documents.length);
  const vectors = documents.map((words) => {
    fill(words);
    return weigher.toVector(table);
  });
  const nearest = documents.map(() => 0);
  multiplyAllPairs(vectors, (document, cosines) => {
    for (const [other, cosine] of cosines.entries())
      for (const one of [document, other]) nearest[one] = Math.min(1, Math.max(nearest[one] ?? 0, cosine));
  });
  return nearest;
};
