import { join } from './word-hash.ts';
import type { Piece, WordStore } from './word-store.ts';

/** Which of a conversation's messages a comparison looks at. */
export type Part = 'all' | 'questions';

/** The messages of one part of a conversation. */
export const listPart = (store: WordStore, document: number, part: Part): Piece[] =>
  store.messages(document).filter(({ isAssistant }) => part === 'all' || !isAssistant);

/**
 * Counts the words and pairs of neighbouring words of one text at a time. A table of its own, because a `Map` for each
 * of 100,000 texts takes most of the time.
 */
export class TermTable {
  #slots = new Uint32Array(8192);
  #counts = new Uint32Array(8192);
  #stamps = new Uint32Array(8192);
  #stamp = 0;
  #used: number[] = [];

  /** Counts the terms of some of a conversation's words; forgets those before. */
  fill(words: Uint32Array, pieces: readonly Piece[]): void {
    const most = 2 * pieces.reduce((sum, { start, end }) => sum + end - start, 0);
    if (most * 2 > this.#slots.length) this.#resize(2 ** Math.ceil(Math.log2(most * 2)));
    this.#stamp++;
    this.#used.length = 0;
    for (const { start, end } of pieces) {
      let before = 0;
      for (let at = start; at < end; at++) {
        const word = words[at] ?? 0;
        this.#add(word);
        if (at > start) this.#add(join(before, word));
        before = word;
      }
    }
  }

  /** How many different terms there are. */
  get size(): number {
    return this.#used.length;
  }

  /** Calls back for each term with how often it occurs, in the order of first occurrence. */
  forEach(visit: (term: number, count: number) => void): void {
    for (const slot of this.#used) visit(this.#slots[slot] ?? 0, this.#counts[slot] ?? 0);
  }

  /** How often a term occurs. */
  count(term: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = term & mask; this.#stamps[slot] === this.#stamp; slot = (slot + 1) & mask)
      if (this.#slots[slot] === term) return this.#counts[slot] ?? 0;
    return 0;
  }

  #add(term: number): void {
    const mask = this.#slots.length - 1;
    let slot = term & mask;
    while (this.#stamps[slot] === this.#stamp) {
      if (this.#slots[slot] === term) {
        this.#counts[slot] = (this.#counts[slot] ?? 0) + 1;
        return;
      }
      slot = (slot + 1) & mask;
    }
    this.#stamps[slot] = this.#stamp;
    this.#slots[slot] = term;
    this.#counts[slot] = 1;
    this.#used.push(slot);
  }

  #resize(length: number): void {
    this.#slots = new Uint32Array(length);
    this.#counts = new Uint32Array(length);
    this.#stamps = new Uint32Array(length);
    this.#stamp = 0;
  }
}
