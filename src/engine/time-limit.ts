import type { Clock } from '../base/index.ts';

/** Before anything is known: a minute to begin, and then a slow model's 15 tokens a second. */
const START_MS = 60_000;
const SLOWEST_TOKENS_PER_SECOND = 15;
/** Once enough answers have come, one that takes eight times as long as the slowest of the last ones is a hang. */
const ENOUGH = 10;
const REMEMBERED = 100;
const FACTOR = 8;
const SHORTEST_MS = 20_000;

/** How long an answer may take, learnt from those that came. */
export class TimeLimit {
  readonly #fixedMs: number | undefined;
  readonly #latest: number[] = [];
  #next = 0;

  /** @param fixedMs - The user's own limit, which is then the only one. */
  constructor(fixedMs: number | undefined) {
    this.#fixedMs = fixedMs;
  }

  note(latencyMs: number): void {
    this.#latest[this.#next++ % REMEMBERED] = latencyMs;
  }

  limitMs(worstOutputTokens: number): number {
    if (this.#fixedMs !== undefined) return this.#fixedMs;
    const byLength = START_MS + (worstOutputTokens * 1000) / SLOWEST_TOKENS_PER_SECOND;
    if (this.#latest.length < ENOUGH) return byLength;
    return Math.min(byLength, Math.max(SHORTEST_MS, FACTOR * Math.max(...this.#latest)));
  }
}

/**
 * Runs `work` with a signal that aborts when `signal` does, or with a `TimeoutError` after `limitMs`.
 */
export const withTimeLimit = async <Value>(
  limitMs: number,
  signal: AbortSignal,
  clock: Clock,
  work: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> => {
  const timer = new AbortController();
  // `AbortSignal.any` would leave a trace on the run's signal for every call that was ever made.
  const limited = new AbortController();
  const drop = (): void => limited.abort(signal.reason);
  if (signal.aborted) drop();
  signal.addEventListener('abort', drop, { once: true });
  void clock.sleep(limitMs, timer.signal).then(() => {
    if (!timer.signal.aborted)
      limited.abort(new DOMException(`No answer within ${Math.round(limitMs / 1000)} s.`, 'TimeoutError'));
  });
  try {
    return await work(limited.signal);
  } finally {
    signal.removeEventListener('abort', drop);
    timer.abort();
  }
};
