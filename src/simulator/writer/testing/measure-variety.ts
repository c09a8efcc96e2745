import { brotliCompressSync, constants } from 'node:zlib';
import type { Message } from '../../../conversation/index.ts';

/** How unlike each other a set of conversations is. All text figures are on answers, without code, first words only. */
export interface Variety {
  /** Bytes before and after compression with a window over the whole set; low is varied. */
  readonly compression: number;
  /** Mean share of a conversation's distinct 4-grams that another one holds too. */
  readonly shared4: number;
  /** Mean self-BLEU with 1- to 4-grams against all others. */
  readonly selfBleu4: number;
  /** Sum over n = 1..4 of distinct n-grams per n-gram, at most 4. */
  readonly distinct4: number;
  /** Mean TF-IDF cosine to the nearest other conversation. */
  readonly nearest: number;
  /** Largest share of answers that begin with the same three words. */
  readonly topOpening: number;
  /** Largest share of answers with the same sequence of four or more blocks. */
  readonly topSkeleton: number;
  /** Share of first user turns whose first four words occur once only. */
  readonly distinctOpeners: number;
  /** Pairs of conversations that share a run of 25 words. */
  readonly sharedRuns: number;
}

const FIRST_WORDS = 300;
const LONG_RUN = 25;

export const measureVariety = (conversations: readonly (readonly Message[])[]): Variety => {
  const answers = conversations.map((messages) =>
    messages.filter(({ role }) => role === 'assistant').map(({ content }) => content),
  );
  const prose = answers.map((texts) => withoutCode(texts.join('\n\n')));
  const words = prose.map((text) => toWords(text).slice(0, FIRST_WORDS));
  const turns = answers.flat();
  return {
    compression: compress(
      prose.map((text) => text.trim().split(/\s+/).slice(0, FIRST_WORDS).join(' ')).join('\n'),
    ),
    shared4: share4(words),
    selfBleu4: selfBleu(words),
    distinct4: distinctGrams(words),
    nearest: nearestCosine(words),
    topOpening: topShare(turns.map((text) => toWords(text).slice(0, 3).join(' '))),
    topSkeleton: topShare(turns.map(toSkeleton), (skeleton) => skeleton.length >= 4),
    distinctOpeners: distinctShare(
      conversations.map((messages) =>
        toWords(messages[0]?.content ?? '')
          .slice(0, 4)
          .join(' '),
      ),
    ),
    sharedRuns: countSharedRuns(prose.map(toWords)),
  };
};

export const withoutCode = (text: string): string => text.replace(/^(`{3,}|~{3,})[\s\S]*?^\1[^\n]*$/gm, '');

export const toWords = (text: string): string[] =>
  text.toLowerCase().match(/[\p{L}\p{N}]+(?:['’][\p{L}]+)?/gu) ?? [];

/** The kinds of blocks in their order: heading, paragraph, list, table, code, quote. */
export const toSkeleton = (text: string): string =>
  text
    .replace(/^(`{3,}|~{3,})[\s\S]*?^\1[^\n]*$/gm, '\n\n\u0000\n\n')
    .split(/\n\s*\n/)
    .filter((block) => block.trim() !== '')
    .map((block) => {
      const start = block.trimStart();
      if (start.startsWith('\u0000')) return 'C';
      if (start.startsWith('#')) return 'H';
      if (start.startsWith('|')) return 'T';
      if (start.startsWith('>')) return 'Q';
      return /^([-*+]|\d+[.)]) /.test(start) ? 'L' : 'P';
    })
    .join('');

const compress = (text: string): number =>
  Buffer.byteLength(text) /
  brotliCompressSync(text, {
    params: { [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_QUALITY]: 9 },
  }).length;

const grams = (words: readonly string[], n: number): string[] =>
  words.slice(0, Math.max(0, words.length - n + 1)).map((_, at) => words.slice(at, at + n).join(' '));

const count = (items: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
};

const mean = (numbers: readonly number[]): number =>
  numbers.reduce((sum, one) => sum + one, 0) / numbers.length;

const share4 = (documents: readonly (readonly string[])[]): number => {
  const sets = documents.map((words) => new Set(grams(words, 4)));
  const holders = count(sets.flatMap((set) => [...set]));
  return mean(
    sets.map((set) => [...set].filter((gram) => (holders.get(gram) ?? 0) > 1).length / Math.max(1, set.size)),
  );
};

const distinctGrams = (documents: readonly (readonly string[])[]): number =>
  [1, 2, 3, 4]
    .map((n) => documents.flatMap((words) => grams(words, n)))
    .reduce((sum, all) => sum + new Set(all).size / all.length, 0);

/** Clips against the largest count in any other document; the two largest of each gram are enough for that. */
const selfBleu = (documents: readonly (readonly string[])[]): number => {
  const precisions = [1, 2, 3, 4].map((n) => {
    const counts = documents.map((words) => count(grams(words, n)));
    const top = new Map<string, { owner: number; most: number; second: number }>();
    counts.forEach((own, owner) => {
      for (const [gram, times] of own) {
        const held = top.get(gram);
        if (held === undefined) top.set(gram, { owner, most: times, second: 0 });
        else if (times > held.most) top.set(gram, { owner, most: times, second: held.most });
        else if (times > held.second) held.second = times;
      }
    });
    return counts.map((own, owner) => {
      let clipped = 0;
      let total = 0;
      for (const [gram, times] of own) {
        const held = top.get(gram);
        clipped += Math.min(times, held === undefined ? 0 : held.owner === owner ? held.second : held.most);
        total += times;
      }
      return clipped / total;
    });
  });
  return mean(
    documents.map((_, index) =>
      Math.exp(mean(precisions.map((of) => Math.log(Math.max(of[index] ?? 0, 1e-9))))),
    ),
  );
};

const nearestCosine = (documents: readonly (readonly string[])[]): number => {
  const counts = documents.map((words) => count([...words, ...grams(words, 2)]));
  const holders = count(counts.flatMap((own) => [...own.keys()]));
  const vectors = counts.map((own) => {
    const weights = new Map<string, number>();
    let norm = 0;
    for (const [gram, times] of own) {
      const weight =
        (1 + Math.log(times)) * (Math.log((1 + documents.length) / (1 + (holders.get(gram) ?? 0))) + 1);
      weights.set(gram, weight);
      norm += weight * weight;
    }
    return { weights, norm: Math.sqrt(norm) };
  });
  return mean(
    vectors.map((one) =>
      Math.max(...vectors.filter((other) => other !== one).map((other) => cosine(one, other))),
    ),
  );
};

interface Vector {
  readonly weights: ReadonlyMap<string, number>;
  readonly norm: number;
}

const cosine = (one: Vector, other: Vector): number => {
  let dot = 0;
  for (const [gram, weight] of one.weights) dot += weight * (other.weights.get(gram) ?? 0);
  return dot / (one.norm * other.norm);
};

const topShare = (items: readonly string[], counts: (item: string) => boolean = () => true): number =>
  Math.max(0, ...[...count(items.filter(counts)).values()]) / items.length;

const distinctShare = (items: readonly string[]): number => new Set(items).size / items.length;

const countSharedRuns = (documents: readonly (readonly string[])[]): number => {
  const owners = new Map<string, number>();
  const pairs = new Set<string>();
  documents.forEach((words, index) => {
    for (const run of new Set(grams(words, LONG_RUN))) {
      const owner = owners.get(run);
      if (owner === undefined) owners.set(run, index);
      else pairs.add(`${owner}/${index}`);
    }
  });
  return pairs.size;
};
