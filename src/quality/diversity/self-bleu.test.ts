import fc from 'fast-check';
import { expect, test } from 'vitest';
import { measureDistinct4, scoreShared4 } from './lexical.ts';
import { numberGrams } from './number-grams.ts';
import { scoreSelfBleu } from './self-bleu.ts';

/** Self-BLEU as it is defined, every document against all others, in quadratic time. */
const naive = (documents: ReadonlyArray<readonly number[]>): number[] =>
  documents.map((own, index) => {
    const others = documents.filter((_, other) => other !== index);
    const grams = (words: readonly number[], n: number): string[] =>
      words.slice(0, Math.max(0, words.length - n + 1)).map((_, at) => words.slice(at, at + n).join(' '));
    const times = (all: readonly string[], gram: string): number =>
      all.filter((each) => each === gram).length;
    const precisions = [1, 2, 3, 4].map((n) => {
      const mine = grams(own, n);
      const clipped = [...new Set(mine)].reduce(
        (sum, gram) =>
          sum +
          Math.min(times(mine, gram), Math.max(0, ...others.map((words) => times(grams(words, n), gram)))),
        0,
      );
      return { clipped, total: Math.max(1, mine.length) };
    });
    if (others.length === 0 || precisions[0]!.clipped === 0) return 0;
    const [closest] = others
      .map(({ length }) => length)
      .sort((a, b) => Math.abs(a - own.length) - Math.abs(b - own.length) || a - b);
    const brevity = own.length >= closest! ? 1 : Math.exp(1 - closest! / own.length);
    const product = precisions.reduce((all, { clipped, total }) => all * ((clipped || 0.1) / total), 1);
    return brevity * product ** 0.25;
  });

test('in linear time it is what the definition gives', () => {
  const document = fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 30 });
  fc.assert(
    fc.property(fc.array(document, { minLength: 1, maxLength: 8 }), (documents) => {
      const scores = scoreSelfBleu(numberGrams(documents));
      for (const [index, score] of naive(documents).entries()) expect(scores[index]).toBeCloseTo(score, 9);
    }),
  );
});

test('is worked out by hand for two short texts', () => {
  // "a b c d e" against "a b c d f": 4/5, 3/4, 2/3, 1/2.
  const [score] = scoreSelfBleu(
    numberGrams([
      [1, 2, 3, 4, 5],
      [1, 2, 3, 4, 6],
    ]),
  );
  expect(score).toBeCloseTo(((4 / 5) * (3 / 4) * (2 / 3) * (1 / 2)) ** 0.25, 12);
});

test('equal texts foretell each other wholly, and nothing is foretold by nothing', () => {
  expect(
    scoreSelfBleu(
      numberGrams([
        [1, 2, 3, 4],
        [1, 2, 3, 4],
      ]),
    ),
  ).toEqual([1, 1]);
  expect(
    scoreSelfBleu(
      numberGrams([
        [1, 2, 3, 4],
        [5, 6, 7, 8],
      ]),
    ),
  ).toEqual([0, 0]);
  expect(scoreSelfBleu(numberGrams([[1, 2]]))).toEqual([0]);
});

test('grams do not cross documents', () => {
  expect(
    numberGrams([
      [1, 2],
      [3, 4],
    ]).byLength.map((documents) => documents.flat().length),
  ).toEqual([4, 2, 0, 0]);
});

test('shared runs of four words and distinct runs, by hand', () => {
  const grams = numberGrams([
    [1, 2, 3, 4, 5],
    [9, 1, 2, 3, 4],
    [6, 6, 6, 6, 6],
  ]);
  expect(scoreShared4(grams)).toEqual([0.5, 0.5, 0]);
  // Words 7 of 15, pairs (1 2, 2 3, 3 4, 4 5, 9 1, 6 6) 6 of 12, threes 5 of 9, fours 4 of 6.
  expect(measureDistinct4(grams)).toBeCloseTo(7 / 15 + 6 / 12 + 5 / 9 + 4 / 6, 12);
});
