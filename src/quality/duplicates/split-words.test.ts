import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeWordBuffer, splitWords } from './split-words.ts';

const split = (text: string): string[] => {
  const { starts, ends, length } = splitWords(text, makeWordBuffer());
  return Array.from({ length }, (_, at) => text.slice(starts[at], ends[at]));
};
const hash = (text: string): number[] => {
  const { hashes, length } = splitWords(text, makeWordBuffer());
  return [...hashes.slice(0, length)];
};

test.each([
  ['words and digits', 'Use 2 workers, not 16!', ['Use', '2', 'workers', 'not', '16']],
  ['an apostrophe within', "don't we’ll 'quoted'", ["don't", 'we’ll', 'quoted']],
  ['signs are no words', '✓ a → b 🙂 c', ['a', 'b', 'c']],
  ['names in code', 'max_retries = fooBar(1)', ['max', 'retries', 'fooBar', '1']],
  ['accents, encoded either way', 'né ne\u0301', ['né', 'ne\u0301']],
  ['no spaces between words', '用緩存 ok', ['用', '緩', '存', 'ok']],
  ['letters outside of the basic plane', '𝒜𝒷 𠮷', ['𝒜𝒷', '𠮷']],
  ['nothing', ' \n—', []],
])('splits %s', (_name, text, words) => {
  expect(split(text)).toEqual(words);
});

test.each([
  ['case', 'Retry THE Call', 'retry the call'],
  ['punctuation and white space', 'retry, the\n\n call!', 'retry the call'],
  ['the encoding of accents', 'caf\u00e9', 'cafe\u0301'],
  ['the kind of apostrophe', 'don’t', "don't"],
  ['case of other letters', 'ÄRGER Привет', 'ärger привет'],
])('%s makes no difference', (_name, one, other) => {
  expect(hash(one)).toEqual(hash(other));
});

test('other words have other hashes', () => {
  const words = Array.from({ length: 20_000 }, (_, at) => `word${at}`);
  expect(new Set(hash(words.join(' '))).size).toBe(words.length);
});

test('a word that is plain and one that has to be normalised are hashed alike', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9]{1,12}$/), (word) => {
      expect(hash(`${word}é`)).not.toEqual(hash(word));
      expect(hash(word.toUpperCase())).toEqual(hash(word));
    }),
  );
});

test('words lie in the text, in order and apart', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      const { starts, ends, length } = splitWords(text, makeWordBuffer());
      let before = 0;
      for (let at = 0; at < length; at++) {
        expect(starts[at]).toBeGreaterThanOrEqual(before);
        expect(ends[at]).toBeGreaterThan(starts[at]!);
        before = ends[at]!;
      }
      expect(before).toBeLessThanOrEqual(text.length);
    }),
  );
});
