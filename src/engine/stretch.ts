import { type Amounts, addAmounts, NO_AMOUNTS } from './amounts.ts';

/** A moment of a run, with how many sends there were up to it and what they all count. */
export interface Moment {
  readonly atMs: number;
  readonly order: number;
  readonly all: Amounts;
}

/** When a send was let out, as the how manieth, and what it counts itself. */
export interface RateMark extends Moment {
  readonly amounts: Amounts;
}

/** What was served since a refusal. */
export class Stretch {
  /** The refused send with which it began. */
  #start: Moment = { atMs: 0, order: 0, all: NO_AMOUNTS };
  /** What was refused of those that were sent after it. */
  #refused: Amounts = NO_AMOUNTS;

  begin(start: Moment): void {
    this.#start = start;
    this.#refused = NO_AMOUNTS;
  }

  get startMs(): number {
    return this.#start.atMs;
  }

  /** How many of it were refused so far. */
  get refused(): number {
    return this.#refused.requests;
  }

  noteRefused(mark: RateMark): void {
    if (mark.order > this.#start.order) this.#refused = addAmounts(this.#refused, mark.amounts);
  }

  /** How many were sent, up to one of them. */
  countSent(order: number): number {
    return order - this.#start.order;
  }

  /** How many were served, up to one of them; what is under way counts as served. */
  countServed(order: number): number {
    return Math.max(0, this.countSent(order) - this.#refused.requests);
  }

  /** What those count that were served up to one of them. */
  sumServed(mark: RateMark): Amounts {
    if (this.countServed(mark.order) === 0) return NO_AMOUNTS;
    return addAmounts(addAmounts(mark.all, this.#start.all, -1), this.#refused, -1);
  }
}
