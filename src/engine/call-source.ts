import type { Clock } from '../base/index.ts';
import type { Call } from './call.ts';

/** How long to wait before looking again whether another process has settled, or given back, a call that it holds. */
const FIRST_LOOK_MS = 500;
const LONGEST_LOOK_MS = 4_000;

/** A call in hand; `looks` is how often it was found to be held by another process. */
export interface DrawnCall<Value> {
  readonly call: Call<Value>;
  readonly looks: number;
}

/**
 * Draws calls one by one. Those that another process holds are passed over and come back after a while, so that nobody
 * waits for them while there is other work, and there are never more of them than others have in hand.
 */
export class CallSource<Value> {
  readonly #calls: Iterator<Call<Value>>;
  readonly #clock: Clock;
  readonly #passed: Array<DrawnCall<Value> & { readonly dueMs: number }> = [];
  #isDrawn = false;

  constructor(calls: Iterable<Call<Value>>, clock: Clock) {
    this.#calls = calls[Symbol.iterator]();
    this.#clock = clock;
  }

  /** The next call, waiting where all that is left is held elsewhere; undefined at the end or when the signal aborts. */
  async next(signal: AbortSignal): Promise<DrawnCall<Value> | undefined> {
    while (!signal.aborted) {
      const [oldest] = this.#passed;
      const waitMs =
        oldest === undefined ? Number.POSITIVE_INFINITY : oldest.dueMs - this.#clock.monotonicMs();
      if (waitMs <= 0) return this.#passed.shift();
      const next = this.#isDrawn ? undefined : this.#calls.next();
      if (next && !next.done) return { call: next.value, looks: 0 };
      this.#isDrawn = true;
      if (oldest === undefined) return undefined;
      await this.#clock.sleep(waitMs, signal);
    }
    return undefined;
  }

  /** Puts a call back that another process holds. */
  passOver({ call, looks }: DrawnCall<Value>): void {
    const lookMs = Math.min(LONGEST_LOOK_MS, FIRST_LOOK_MS * 2 ** Math.min(10, looks));
    const dueMs = this.#clock.monotonicMs() + lookMs;
    const later = this.#passed.findIndex((other) => other.dueMs > dueMs);
    this.#passed.splice(later < 0 ? this.#passed.length : later, 0, { call, looks: looks + 1, dueMs });
  }

  close(): void {
    this.#calls.return?.();
  }
}
