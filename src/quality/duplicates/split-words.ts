import { mix } from './word-hash.ts';

/** Words of a text, as hashes, with where each stands in it. Reused from text to text: `length` says how many hold. */
export interface WordBuffer {
  hashes: Uint32Array;
  starts: Uint32Array;
  ends: Uint32Array;
  length: number;
}

/** An empty buffer; it grows by itself. */
export const makeWordBuffer = (): WordBuffer => ({
  hashes: new Uint32Array(1024),
  starts: new Uint32Array(1024),
  ends: new Uint32Array(1024),
  length: 0,
});

/**
 * Splits a text into words and replaces what the buffer held.
 *
 * A word is a run of letters and digits, with a part behind an apostrophe (`don't`); in scripts without spaces every
 * character is one. Case, punctuation, white space, the kind of apostrophe and the way in which accents are encoded
 * (NFC) make no difference. Starts and ends are UTF-16 code units. Words are known by 32-bit hashes: two different
 * ones are taken for the same once in four thousand million.
 */
export const splitWords = (text: string, into: WordBuffer): WordBuffer => {
  into.length = 0;
  let at = 0;
  while (at < text.length) {
    const kind = classify(text, at);
    if (kind === GAP) at++;
    else if (kind === SOLO) {
      const end = at + (isHighSurrogate(text.charCodeAt(at)) ? 2 : 1);
      push(into, hashSlow(text.slice(at, end)), at, end);
      at = end;
    } else at = readWord(text, at, into);
  }
  return into;
};

/** Reads the word that begins at `start`, and tells where it ends. */
const readWord = (text: string, start: number, into: WordBuffer): number => {
  let at = start;
  let hash = SEED;
  let isPlain = true;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    if (classify(text, at) !== LETTER && !isApostropheWithin(text, at, start)) break;
    if (unit < 128) hash = Math.imul(hash ^ (LOWER[unit] ?? 0), PRIME);
    else isPlain = false;
    at += isHighSurrogate(unit) ? 2 : 1;
  }
  push(into, isPlain ? mix(hash) : hashSlow(text.slice(start, at)), start, at);
  return at;
};

const GAP = 0;
const LETTER = 1;
const SOLO = 2;
const UNKNOWN = 3;

// FNV-1a, 32 bits.
const SEED = 0x811c9dc5;
const PRIME = 0x01000193;

const PLAIN = Uint8Array.from({ length: 128 }, (_, unit) =>
  /[a-z0-9]/i.test(String.fromCharCode(unit)) ? LETTER : GAP,
);
const LOWER = Uint8Array.from({ length: 128 }, (_, unit) => (unit >= 65 && unit <= 90 ? unit | 32 : unit));
const KINDS = new Uint8Array(0x1_0000).fill(UNKNOWN);
const WORD_PART = /^[\p{L}\p{N}\p{M}]/u;
const NO_SPACES =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;

const classify = (text: string, at: number): number => {
  const unit = text.charCodeAt(at);
  if (unit < 128) return PLAIN[unit] ?? GAP;
  if (isHighSurrogate(unit)) return kindOf(text.slice(at, at + 2));
  const known = KINDS[unit] ?? UNKNOWN;
  if (known !== UNKNOWN) return known;
  const kind = kindOf(text.charAt(at));
  KINDS[unit] = kind;
  return kind;
};

const kindOf = (character: string): number => {
  if (!WORD_PART.test(character)) return GAP;
  return NO_SPACES.test(character) ? SOLO : LETTER;
};

/** Whether the mark at `at` is an apostrophe with a letter on either side. */
const isApostropheWithin = (text: string, at: number, start: number): boolean => {
  const unit = text.charCodeAt(at);
  if (unit !== 0x27 && unit !== 0x2019) return false;
  return at > start && at + 1 < text.length && classify(text, at + 1) === LETTER;
};

const hashSlow = (word: string): number => {
  const plain = word.normalize('NFC').toLowerCase().replaceAll('’', "'");
  let hash = SEED;
  for (let at = 0; at < plain.length; at++) hash = Math.imul(hash ^ plain.charCodeAt(at), PRIME);
  return mix(hash);
};

const push = (into: WordBuffer, hash: number, start: number, end: number): void => {
  if (into.length === into.hashes.length) grow(into);
  into.hashes[into.length] = hash;
  into.starts[into.length] = start;
  into.ends[into.length] = end;
  into.length++;
};

const grow = (buffer: WordBuffer): void => {
  const double = (list: Uint32Array): Uint32Array => {
    const longer = new Uint32Array(list.length * 2);
    longer.set(list);
    return longer;
  };
  buffer.hashes = double(buffer.hashes);
  buffer.starts = double(buffer.starts);
  buffer.ends = double(buffer.ends);
};
