/** Letters and digits, with an apostrophe or a hyphen between them. */
const WORD = /[\p{L}\p{N}\p{M}]+(?:['’-][\p{L}\p{N}\p{M}]+)*/gu;
const ASCII_WORD = /[a-z0-9]+(?:['-][a-z0-9]+)*/g;
const BEYOND_ASCII_LETTERS = /[\u00AA-\u1FFF\u2C00-\uFFFF]/;
/** Scripts that are written without blanks between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu;
const HAS_UNSPACED = /[\u0E00-\u0E7F\u3040-\u30FF\u3400-\u9FFF]/;
/** A Chinese word has about one and a half characters, a Japanese or Thai one more; two are on the safe side. */
const CHARS_PER_WORD = 2;

/** The words of a text in lower case, in order. A stretch of a script without blanks is one word. */
export const listWords = (text: string): string[] => {
  const lower = text.toLowerCase();
  return lower.match(BEYOND_ASCII_LETTERS.test(lower) ? WORD : ASCII_WORD) ?? [];
};

/** How many words a text has; in scripts without blanks, half as many as characters. */
export const countWords = (text: string): number => {
  const words = listWords(text).length;
  if (!HAS_UNSPACED.test(text)) return words;
  const chars = text.match(UNSPACED)?.length ?? 0;
  return listWords(text.replace(UNSPACED, ' ')).length + Math.floor(chars / CHARS_PER_WORD);
};
