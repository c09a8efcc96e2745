import { franc } from 'franc-min';

/** Words that are frequent in English and rare, or unknown, in other languages. */
const ENGLISH = new Set(
  'the and of to is that it for you with this not be are your if when which from have by can what will would but has at then there'.split(
    ' ',
  ),
);
/** English prose has more than four such words in ten, terse technical lists one in ten. */
const SURE_ENGLISH = 0.12;
const SURELY_NOT_ENGLISH = 0.05;
/** franc compares the most frequent trigrams; more text changes nothing but the time. */
const MOST_CHARS = 1500;

/**
 * The language of a text as its ISO 639-3 code, or undefined where it cannot be told.
 *
 * English is known by its commonest words first: franc takes a hundred times as long, and errs on terse text.
 */
export const findLanguage = (text: string, words: readonly string[]): string | undefined => {
  const share =
    words.reduce((count, word) => count + (ENGLISH.has(word) ? 1 : 0), 0) / Math.max(1, words.length);
  if (share >= SURE_ENGLISH) return 'eng';
  const sample = text.replace(/\s+/g, ' ').slice(0, MOST_CHARS);
  if (!isProse(sample)) return undefined;
  const found = franc(sample);
  if (found === 'und') return undefined;
  return found === 'eng' || share < SURELY_NOT_ENGLISH ? found : undefined;
};

/** Of what is no blank in prose, nearly all is letters; in data and code without a fence it is not. */
const FEWEST_LETTERS = 0.8;

const isProse = (text: string): boolean => {
  const letters = text.match(/[\p{L}\p{M}]/gu)?.length ?? 0;
  const signs = text.match(/[^\s\p{L}\p{M}]/gu)?.length ?? 0;
  return letters >= FEWEST_LETTERS * (letters + signs);
};
