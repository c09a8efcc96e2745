/** What may be saved up while nothing goes out: what comes in a tenth of a second, and always one whole send. */
const SAVED_MS = 100;

/** Hands out sends at a pace that changes from moment to moment, in units of which a send takes its weight. */
export class Allotment {
  #level = 0;
  #atMs = 0;

  /** Milliseconds until a send of such a weight may go out. @param pace - Units per millisecond; may be `Infinity`. */
  measureWaitMs(weight: number, pace: number, nowMs: number): number {
    if (pace === Number.POSITIVE_INFINITY) return 0;
    this.#refill(weight, pace, nowMs);
    return this.#level >= weight - 1e-9 ? 0 : (weight - this.#level) / pace;
  }

  take(weight: number, pace: number, nowMs: number): void {
    if (pace === Number.POSITIVE_INFINITY) return;
    this.#refill(weight, pace, nowMs);
    this.#level -= weight;
  }

  /** What was saved up is gone; a debt stays. */
  empty(): void {
    this.#level = Math.min(0, this.#level);
  }

  /** So much is there now, but no more than one. */
  fill(amount: number): void {
    this.#level = Math.min(1, amount);
  }

  /** Nothing comes before a moment. */
  hold(untilMs: number): void {
    this.#atMs = Math.max(this.#atMs, untilMs);
  }

  #refill(weight: number, pace: number, nowMs: number): void {
    if (nowMs <= this.#atMs) return;
    const most = Math.max(1, weight, pace * SAVED_MS);
    this.#level = Math.min(most, this.#level + (nowMs - this.#atMs) * pace);
    this.#atMs = nowMs;
  }
}
