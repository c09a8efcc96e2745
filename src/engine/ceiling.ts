import type { MinuteMeter } from './minute-meter.ts';

const MINUTE_MS = 60_000;
/** What may be saved up while nothing is sent, in minutes' worth: one second. */
const SAVED_MINUTES = 1 / 60;

/**
 * A limit per minute that the user typed. No 60 seconds see more than it, not even the first ones: what goes out is
 * spread evenly, and a full minute waits for its oldest second to pass.
 */
export class Ceiling {
  readonly limit: number;
  readonly #meter: MinuteMeter;
  #level: number | undefined;
  #atMs = 0;

  /** @param limit - `Infinity` when there is none. @param meter - Counts what is taken; its owner adds to it. */
  constructor(limit: number, meter: MinuteMeter) {
    this.limit = limit;
    this.#meter = meter;
  }

  /** Milliseconds until `amount` may be taken. More than the whole limit waits for an empty minute. */
  measureWaitMs(amount: number, nowMs: number): number {
    if (this.limit === Number.POSITIVE_INFINITY) return 0;
    this.#refill(nowMs);
    const missing = -(this.#level ?? 0);
    const paceMs = missing <= 1e-9 ? 0 : (missing * MINUTE_MS) / this.limit;
    return Math.max(paceMs, this.#meter.measureWaitMs(this.limit - Math.min(amount, this.limit), nowMs));
  }

  /** Takes an amount, or gives back what was not used (negative). The next one waits until it is paid off. */
  take(amount: number, nowMs: number): void {
    if (this.limit === Number.POSITIVE_INFINITY) return;
    this.#refill(nowMs);
    this.#level = Math.min(this.#mostSaved, (this.#level ?? 0) - amount);
  }

  get #mostSaved(): number {
    return this.limit * SAVED_MINUTES;
  }

  #refill(nowMs: number): void {
    const grown = this.#level === undefined ? 0 : ((nowMs - this.#atMs) * this.limit) / MINUTE_MS;
    this.#level = Math.min(this.#mostSaved, (this.#level ?? 0) + grown);
    this.#atMs = nowMs;
  }
}
