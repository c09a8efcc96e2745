import type { Subject } from '../subject.ts';
import { findCode } from './find-code.ts';
import { makeWordBuffer, splitWords, type WordBuffer } from './split-words.ts';

/** A stretch of a conversation's words: one message's prose up to its code, or one block of code. */
export interface Piece {
  /** The message, from 1. */
  readonly turn: number;
  readonly isAssistant: boolean;
  readonly isCode: boolean;
  /** The stretch, as indices into the conversation's words. */
  readonly start: number;
  readonly end: number;
}

const CHUNK_BITS = 22;
const CHUNK_WORDS = 1 << CHUNK_BITS;

/**
 * The words of a set of conversations as hashes, 4 bytes each, and none of their texts.
 *
 * Conversations are known by their number in the order of adding. Of one with more than four million words the rest
 * is left out.
 */
export class WordStore {
  readonly ids: string[] = [];
  /** For each conversation the number of its provider. */
  readonly providerOf: number[] = [];
  readonly providers: string[] = [];
  readonly #chunks: Uint32Array[] = [];
  #filled = CHUNK_WORDS;
  readonly #starts: number[] = [];
  readonly #lengths: number[] = [];
  readonly #firstPiece: number[] = [0];
  readonly #pieces: number[] = [];
  readonly #buffer: WordBuffer = makeWordBuffer();
  readonly #scratch: number[] = [];

  get size(): number {
    return this.ids.length;
  }

  add({ id, provider, conversation }: Subject): void {
    const words = this.#scratch;
    words.length = 0;
    conversation.conversation.forEach(({ role, content }, index) => {
      splitWords(content, this.#buffer);
      this.#addPieces(content, ((index + 1) << 1) | (role === 'assistant' ? 1 : 0), words.length);
      for (let at = 0; at < this.#buffer.length; at++) words.push(this.#buffer.hashes[at] ?? 0);
    });
    words.length = Math.min(words.length, CHUNK_WORDS);
    this.#keep(words);
    this.#firstPiece.push(this.#pieces.length / 2);
    this.ids.push(id);
    this.providerOf.push(this.#numberOf(provider));
  }

  /** The words of a conversation, message by message: a view that is not to be written to. */
  words(document: number): Uint32Array {
    const start = this.#starts[document] ?? 0;
    const within = start % CHUNK_WORDS;
    const chunk = this.#chunks[Math.floor(start / CHUNK_WORDS)] ?? new Uint32Array();
    return chunk.subarray(within, within + (this.#lengths[document] ?? 0));
  }

  /** How many words a conversation has. */
  count(document: number): number {
    return this.#lengths[document] ?? 0;
  }

  /** The stretches of a conversation, in order; those without words are left out. */
  pieces(document: number): Piece[] {
    const length = this.count(document);
    const last = this.#firstPiece[document + 1] ?? 0;
    const pieces: Piece[] = [];
    for (let at = this.#firstPiece[document] ?? 0; at < last; at++) {
      const marks = this.#pieces[2 * at] ?? 0;
      const start = this.#pieces[2 * at + 1] ?? 0;
      const end = at + 1 < last ? Math.min(length, this.#pieces[2 * at + 3] ?? 0) : length;
      if (end > start)
        pieces.push({ turn: marks >>> 2, isAssistant: (marks & 2) > 0, isCode: (marks & 1) > 0, start, end });
    }
    return pieces;
  }

  /** The messages of a conversation as stretches, code included; those without words are left out. */
  messages(document: number): Piece[] {
    const messages: Piece[] = [];
    for (const piece of this.pieces(document)) {
      const last = messages.at(-1);
      if (last?.turn === piece.turn) messages[messages.length - 1] = { ...last, end: piece.end };
      else messages.push({ ...piece, isCode: false });
    }
    return messages;
  }

  #addPieces(content: string, marks: number, before: number): void {
    const { starts, length } = this.#buffer;
    let at = 0;
    const add = (isCode: boolean, until: number): void => {
      const start = at;
      while (at < length && (starts[at] ?? 0) < until) at++;
      if (at > start) this.#pieces.push((marks << 1) | (isCode ? 1 : 0), before + start);
    };
    for (const { start, end } of findCode(content)) {
      add(false, start);
      add(true, end);
    }
    add(false, Number.POSITIVE_INFINITY);
  }

  #keep(words: readonly number[]): void {
    if (this.#filled + words.length > CHUNK_WORDS) {
      this.#chunks.push(new Uint32Array(CHUNK_WORDS));
      this.#filled = 0;
    }
    this.#starts.push((this.#chunks.length - 1) * CHUNK_WORDS + this.#filled);
    this.#lengths.push(words.length);
    this.#chunks.at(-1)?.set(words, this.#filled);
    this.#filled += words.length;
  }

  #numberOf(provider: string): number {
    const known = this.providers.indexOf(provider);
    return known >= 0 ? known : this.providers.push(provider) - 1;
  }
}
