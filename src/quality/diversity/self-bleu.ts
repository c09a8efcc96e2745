import { countEach, type Grams } from './number-grams.ts';

/**
 * The BLEU-4 of each document against all others as references (self-BLEU; Zhu and others 2018, Texygen): the geometric
 * mean of the clipped precisions of 1- to 4-grams, times the brevity penalty against the closest length. As in NLTK, a
 * precision without any match counts 0.1 matches (smoothing method 1), and without any word in common all is 0.
 *
 * Linear in the number of words: of each gram the two largest counts are kept, with the owner of the largest, which
 * tells the largest count among the others.
 */
export const scoreSelfBleu = ({ byLength }: Grams): number[] => {
  const lengths = (byLength[0] ?? []).map((words) => words.length);
  const precisions = byLength.map(clipPrecisions);
  return lengths.map((length, document) => {
    const own = precisions.map((of) => of[document] ?? { clipped: 0, total: 0 });
    if (lengths.length < 2 || (own[0]?.clipped ?? 0) === 0) return 0;
    const logs = own.map(({ clipped, total }) => Math.log((clipped || 0.1) / Math.max(1, total)));
    const geometric = Math.exp(logs.reduce((sum, log) => sum + log, 0) / logs.length);
    return geometric * penalise(length, findClosest(lengths, document));
  });
};

interface Precision {
  readonly clipped: number;
  readonly total: number;
}

interface Top {
  owner: number;
  most: number;
  second: number;
}

const clipPrecisions = (documents: ReadonlyArray<readonly number[]>): Precision[] => {
  const counts = documents.map(countEach);
  const tops = new Map<number, Top>();
  for (const [owner, own] of counts.entries())
    for (const [gram, count] of own) {
      const top = tops.get(gram);
      if (top === undefined) tops.set(gram, { owner, most: count, second: 0 });
      else if (count > top.most) {
        top.second = top.most;
        top.most = count;
        top.owner = owner;
      } else top.second = Math.max(top.second, count);
    }
  return counts.map((own, document) => {
    let clipped = 0;
    let total = 0;
    for (const [gram, count] of own) {
      const top = tops.get(gram);
      const others = top === undefined || top.owner === document ? (top?.second ?? 0) : top.most;
      clipped += Math.min(count, others);
      total += count;
    }
    return { clipped, total };
  });
};

/** The length of another document that is closest to a document's own; of two the shorter. */
const findClosest = (lengths: readonly number[], document: number): number => {
  const own = lengths[document] ?? 0;
  const others = lengths.filter((_, index) => index !== document);
  return others.reduce((best, each) => {
    const nearer = Math.abs(each - own) - Math.abs(best - own);
    return nearer < 0 || (nearer === 0 && each < best) ? each : best;
  }, others[0] ?? 0);
};

const penalise = (length: number, reference: number): number =>
  length >= reference ? 1 : Math.exp(1 - reference / length);
