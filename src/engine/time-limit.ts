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

/** How often a limit is looked up anew while an answer is awaited. */
const LOOK_MS = 5_000;

/**
 * Runs `work` with a signal that aborts when `signal` does, or with a `TimeoutError` once it has taken `limitMs()`.
 * The limit is looked up again every few seconds: a call that hangs from the start of a run must not wait for as long
 * as was thought before the first answers came.
 */
export const withTimeLimit = async <Value>(
  limitMs: () => number,
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
  void watchTime(limitMs, clock, timer.signal).then((tookMs) => {
    if (timer.signal.aborted) return;
    limited.abort(new DOMException(`No answer within ${Math.round(tookMs / 1000)} s.`, 'TimeoutError'));
  });
  try {
    return await work(limited.signal);
  } finally {
    signal.removeEventListener('abort', drop);
    timer.abort();
  }
};

/** Resolves once the limit has passed, with how long that was, or when the signal aborts. */
const watchTime = async (limitMs: () => number, clock: Clock, signal: AbortSignal): Promise<number> => {
  const startMs = clock.monotonicMs();
  while (!signal.aborted) {
    const leftMs = startMs + limitMs() - clock.monotonicMs();
    if (leftMs <= 0) break;
    await clock.sleep(Math.min(leftMs, LOOK_MS), signal);
  }
  return clock.monotonicMs() - startMs;
};
