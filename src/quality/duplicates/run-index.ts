import { findCode } from './find-code.ts';
import type { Span } from './link.ts';
import { makeWordBuffer, splitWords } from './split-words.ts';
import { hashRuns } from './word-hash.ts';
import type { Piece } from './word-store.ts';

type Stretch = Pick<Piece, 'start' | 'end' | 'isCode'>;

/** A text under which something may be found, by name. */
export interface NamedText {
  /** For people, for instance `example 4` or `mt-bench:12`. */
  readonly name: string;
  readonly text: string;
}

/** Which runs of words count as a hit: in prose and in fenced code. */
export interface RunSizes {
  readonly prose: number;
  readonly code: number;
}

/** A run of words that is in the index. */
export interface Hit {
  readonly hash: number;
  readonly span: Span;
  /** The numbers of the texts that have it, in order. */
  readonly texts: readonly number[];
}

/** All runs of words of some texts, prose and code apart. */
export class RunIndex {
  readonly texts: readonly NamedText[];
  readonly #sizes: RunSizes;
  readonly #parts: ReadonlyArray<{ readonly words: Uint32Array; readonly isCode: boolean }[]>;
  readonly #prose = new Map<number, number[]>();
  readonly #code = new Map<number, number[]>();
  #scratch = new Uint32Array(1024);

  constructor(texts: readonly NamedText[], sizes: RunSizes) {
    this.texts = texts;
    this.#sizes = sizes;
    const buffer = makeWordBuffer();
    this.#parts = texts.map(({ text }) =>
      splitCode(text).map(({ part, isCode }) => {
        const { hashes, length } = splitWords(part, buffer);
        return { words: hashes.slice(0, length), isCode };
      }),
    );
    for (const [number, parts] of this.#parts.entries())
      for (const { words, isCode } of parts) this.#add(words, number, isCode);
  }

  /** The share of a text's words that the given runs cover, from 0 to 1. */
  cover(text: number, runs: ReadonlySet<number>): number {
    let covered = 0;
    let all = 0;
    for (const { words, isCode } of this.#parts[text] ?? []) {
      const size = isCode ? this.#sizes.code : this.#sizes.prose;
      let until = 0;
      for (const [at, hash] of this.#hash(words, 0, words.length, isCode).entries()) {
        if (!runs.has(hash)) continue;
        covered += at + size - Math.max(at, until);
        until = at + size;
      }
      all += words.length;
    }
    return all === 0 ? 0 : covered / all;
  }

  /** Whether a text is too short to have a single run. */
  isTooShort(text: number): boolean {
    return !(this.#parts[text] ?? []).some(
      ({ words, isCode }) => words.length >= (isCode ? this.#sizes.code : this.#sizes.prose),
    );
  }

  /** The runs of a stretch of words that are in the index, in order. */
  *find(words: Uint32Array, { start, end, isCode }: Stretch): Generator<Hit> {
    const index = isCode ? this.#code : this.#prose;
    if (index.size === 0) return;
    const size = isCode ? this.#sizes.code : this.#sizes.prose;
    for (const [at, hash] of this.#hash(words, start, end, isCode).entries()) {
      const texts = index.get(hash);
      if (texts !== undefined) yield { hash, span: { start: start + at, end: start + at + size }, texts };
    }
  }

  #add(words: Uint32Array, text: number, isCode: boolean): void {
    const index = isCode ? this.#code : this.#prose;
    for (const hash of this.#hash(words, 0, words.length, isCode)) {
      const texts = index.get(hash);
      if (texts === undefined) index.set(hash, [text]);
      else if (texts.at(-1) !== text) texts.push(text);
    }
  }

  #hash(words: Uint32Array, start: number, end: number, isCode: boolean): Uint32Array {
    const size = isCode ? this.#sizes.code : this.#sizes.prose;
    const count = Math.max(0, end - start - size + 1);
    if (this.#scratch.length < count) this.#scratch = new Uint32Array(2 * count);
    hashRuns(words, start, end, size, this.#scratch);
    return this.#scratch.subarray(0, count);
  }
}

/** A stretch of a text that is either prose or fenced code. */
export interface Part {
  readonly part: string;
  /** Where it begins in the text, in UTF-16 code units. */
  readonly at: number;
  readonly isCode: boolean;
}

/** Parts a text into prose and fenced code, in order. */
export const splitCode = (text: string): Part[] => {
  const parts: Part[] = [];
  let at = 0;
  for (const { start, end } of findCode(text)) {
    parts.push({ part: text.slice(at, start), at, isCode: false });
    parts.push({ part: text.slice(start, end), at: start, isCode: true });
    at = end;
  }
  return [...parts, { part: text.slice(at), at, isCode: false }];
};
