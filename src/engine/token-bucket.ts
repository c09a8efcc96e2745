import type { Allowance } from '../providers/index.ts';

const MINUTE_MS = 60_000;

/**
 * How much of a limit per minute is free now. It refills steadily, as the providers' own limits do, and takes the
 * provider's word over its own count whenever a reply carries it.
 */
export class TokenBucket {
  #limit: number;
  #ceiling: number;
  #level: number;
  #atMs: number;

  /** @param ceiling - The user's own limit per minute; `Infinity` when there is none. */
  constructor(ceiling: number, nowMs: number) {
    this.#ceiling = ceiling;
    this.#limit = ceiling;
    this.#level = toBurst(ceiling);
    this.#atMs = nowMs;
  }

  /** What is allowed per minute, as far as is known. */
  get limit(): number {
    return this.#limit;
  }

  /** Milliseconds until `amount` is free; 0 when it is. An amount above the whole limit waits for a full bucket. */
  measureWaitMs(amount: number, nowMs: number): number {
    if (this.#limit === Number.POSITIVE_INFINITY) return 0;
    this.#refill(nowMs);
    const needed = Math.min(amount, toBurst(this.#limit));
    return this.#level >= needed ? 0 : ((needed - this.#level) * MINUTE_MS) / this.#limit;
  }

  take(amount: number, nowMs: number): void {
    if (this.#limit === Number.POSITIVE_INFINITY) return;
    this.#refill(nowMs);
    this.#level -= amount;
  }

  /** Gives back what was reserved and not used, or takes what was used beyond it (negative). */
  giveBack(amount: number): void {
    if (this.#limit === Number.POSITIVE_INFINITY) return;
    this.#level = Math.min(toBurst(this.#limit), this.#level + amount);
  }

  /** Learns a limit and how much of it is left from a reply's headers. */
  learn(allowance: Allowance, nowMs: number): void {
    // A limit of nothing, or no number at all, is a server's slip: it answered, so it serves.
    if (!(allowance.limit > 0)) return;
    this.#refill(nowMs);
    const isNew = this.#limit === Number.POSITIVE_INFINITY;
    this.#limit = Math.min(allowance.limit, this.#ceiling);
    // What we have reserved for calls that the provider has not counted yet is already off our own level.
    const ours = isNew ? toBurst(this.#limit) : this.#level;
    this.#level = Math.min(ours, allowance.remaining ?? ours);
  }

  #refill(nowMs: number): void {
    const grown = ((nowMs - this.#atMs) * this.#limit) / MINUTE_MS;
    this.#atMs = nowMs;
    if (this.#limit !== Number.POSITIVE_INFINITY)
      this.#level = Math.min(toBurst(this.#limit), this.#level + grown);
  }
}

/** How much may be taken at once: six seconds' worth, and never less than one request. */
const toBurst = (limit: number): number =>
  limit === Number.POSITIVE_INFINITY ? limit : Math.max(1, limit / 10);
