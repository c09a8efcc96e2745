import { foldText } from './fold-text.ts';

/** A range of a text in UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Fewer characters than this prove nothing, wherever they stand. */
const FEWEST_CHARS = 6;
/**
 * The share of a quote's words that must stand in the text, in the same order, for the quote to count as found. Judges
 * drop emphasis and repair typing errors while they copy; a paraphrase shares far less.
 */
export const LEAST_SHARED_WORDS = 0.9;

/**
 * Where a quote stands in a text: letter for letter once both are folded, else where nine in ten of its words stand in
 * the same order with nothing much between them. Undefined where it does not, or is too short to tell.
 */
export const findQuote = (content: string, quote: string): Span | undefined => {
  const wanted = foldText(stripMarks(quote)).text;
  if (wanted.length < FEWEST_CHARS) return undefined;
  // Most quotes stand there as they are, and folding a whole turn takes longer than all else that is done with it.
  const exact = content.indexOf(quote.trim());
  if (exact >= 0) return { start: exact, end: exact + quote.trim().length };
  const folded = foldText(content);
  const at = folded.text.indexOf(wanted);
  if (at >= 0) {
    return { start: folded.starts[at] ?? 0, end: endOf(content, folded.starts, at + wanted.length) };
  }
  return findByWords(content, wanted);
};

/** Quotation marks that a judge has put round its quote, and an ellipsis at either end. */
const stripMarks = (quote: string): string =>
  quote
    .trim()
    .replace(/^(?:\.{3}|\u2026)\s*|\s*(?:\.{3}|\u2026)$/g, '')
    .replace(/^["\u201C\u00AB](.*)["\u201D\u00BB]$/s, '$1');

/** The source of the last character ends where the next one begins, less the white space in between. */
const endOf = (content: string, starts: readonly number[], after: number): number => {
  const next = starts[after] ?? content.length;
  const last = starts[after - 1] ?? 0;
  return last + Math.max(1, content.slice(last, next).trimEnd().length);
};

interface Word extends Span {
  readonly word: string;
}

const listWords = (text: string): Word[] =>
  [...text.matchAll(/[\p{L}\p{M}\p{N}_]+/gu)].map(({ 0: word, index }) => ({
    word: word.normalize('NFC').toLowerCase(),
    start: index,
    end: index + word.length,
  }));

/** Slides a window a little longer than the quote over the text, and takes the one that shares most. */
const findByWords = (content: string, quote: string): Span | undefined => {
  const wanted = listWords(quote).map(({ word }) => word);
  if (wanted.length === 0) return undefined;
  const words = listWords(content);
  const least = Math.ceil(wanted.length * LEAST_SHARED_WORDS);
  const room = wanted.length + Math.ceil(wanted.length * (1 - LEAST_SHARED_WORDS));
  const counts = countWords(wanted);
  const weighty = listWeighty(wanted);
  let best: { readonly shared: number; readonly span: Span } | undefined;
  for (let start = 0; start < words.length; start++) {
    if (!counts.has(words[start]?.word ?? '')) continue;
    const window = words.slice(start, start + room);
    if (countShared(window, counts) < least) continue;
    const { shared, last } = measureInOrder(
      wanted,
      window.map(({ word }) => word),
    );
    if (shared < least || shared <= (best?.shared ?? 0)) continue;
    if (listWeighty(window.slice(0, last + 1).map(({ word }) => word)) !== weighty) continue;
    best = { shared, span: { start: words[start]?.start ?? 0, end: window[last]?.end ?? 0 } };
    if (shared === wanted.length) break;
  }
  return best?.span;
};

/** Words that none may be added to or left out of a quote: numbers and what turns a sentence round. */
const listWeighty = (words: readonly string[]): string =>
  words.filter((word) => /\d|^(?:not|no|nor|never|none|nothing|cannot|without|t)$/.test(word)).join(' ');

const countWords = (words: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
};

/** How many words of a window stand in the quote too, in whatever order: a bound that is cheap to have. */
const countShared = (window: readonly Word[], counts: ReadonlyMap<string, number>): number => {
  const left = new Map(counts);
  let shared = 0;
  for (const { word } of window) {
    const more = left.get(word) ?? 0;
    if (more === 0) continue;
    left.set(word, more - 1);
    shared++;
  }
  return shared;
};

/** The longest common subsequence of two lists, and where in the second one it first reaches its full length. */
const measureInOrder = (
  wanted: readonly string[],
  window: readonly string[],
): { readonly shared: number; readonly last: number } => {
  let row: number[] = new Array(wanted.length + 1).fill(0);
  let shared = 0;
  let last = 0;
  for (const [place, word] of window.entries()) {
    const next = [0];
    for (const [index, one] of wanted.entries()) {
      const grown = one === word ? (row[index] ?? 0) + 1 : 0;
      next.push(Math.max(grown, row[index + 1] ?? 0, next[index] ?? 0));
    }
    row = next;
    const reached = row.at(-1) ?? 0;
    if (reached > shared) {
      shared = reached;
      last = place;
    }
  }
  return { shared, last };
};
