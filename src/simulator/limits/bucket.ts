import type { Level } from './limit-state.ts';

const MINUTE_MS = 60_000;

/**
 * An allowance per minute that refills steadily, as the providers' own do. It saves up no more than `capacity`;
 * one request may overdraw it, and the next ones wait until the debt is gone.
 */
export class Bucket {
  readonly limit: number;
  readonly #capacity: number;
  #level: number;
  #atMs: number;

  /** @param burstMinutes - How many minutes' worth it can save up; never less than one unit. */
  constructor(limit: number, burstMinutes: number, nowMs: number) {
    this.limit = limit;
    this.#capacity = Math.min(limit, Math.max(1, limit * burstMinutes));
    this.#level = this.#capacity;
    this.#atMs = nowMs;
  }

  /** Milliseconds until `amount` may be taken; 0 when it may be now. More than it can ever hold needs it full. */
  measureWaitMs(amount: number, nowMs: number): number {
    this.#refill(nowMs);
    const left = Math.min(amount, this.#capacity) - this.#level;
    // A wait that was slept to the end must be enough, whatever a fraction's last digit says.
    return left <= 1e-6 ? 0 : (left * MINUTE_MS) / this.limit;
  }

  /** Takes an amount, into debt if need be. */
  take(amount: number, nowMs: number): void {
    this.#refill(nowMs);
    this.#level -= amount;
  }

  /** Takes an amount, but never into debt. */
  takeUpTo(amount: number, nowMs: number): void {
    this.#refill(nowMs);
    this.#level -= Math.max(0, Math.min(amount, this.#level));
  }

  toLevel(nowMs: number): Level {
    this.#refill(nowMs);
    return {
      limit: this.limit,
      remaining: Math.max(0, Math.floor(this.#level + 1e-6)),
      resetMs: ((this.#capacity - this.#level) * MINUTE_MS) / this.limit,
    };
  }

  #refill(nowMs: number): void {
    this.#level = Math.min(this.#capacity, this.#level + ((nowMs - this.#atMs) * this.limit) / MINUTE_MS);
    this.#atMs = nowMs;
  }
}
