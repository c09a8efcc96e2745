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
  readonly #latest: Array<{ readonly latencyMs: number; readonly worstOutput: number }> = [];
  #answers = 0;

  /** @param fixedMs - The user's own limit, which is then the only one. */
  constructor(fixedMs: number | undefined) {
    this.#fixedMs = fixedMs;
  }

  note(latencyMs: number, worstOutput: number): void {
    this.#latest[this.#answers++ % REMEMBERED] = { latencyMs, worstOutput };
  }

  /**
   * @param worstOutput - Room for the answer, in tokens: more room than others had means more time.
   * @param inFlight - Calls under way. The first answers are the quickest, so nothing is learnt before there are as many
   * of them as are still awaited.
   */
  limitMs(worstOutput: number, inFlight: number): number {
    if (this.#fixedMs !== undefined) return this.#fixedMs;
    const byLength = START_MS + (worstOutput * 1000) / SLOWEST_TOKENS_PER_SECOND;
    if (this.#answers < Math.max(ENOUGH, inFlight)) return byLength;
    const slowestMs = Math.max(...this.#latest.map(({ latencyMs }) => latencyMs));
    const usualRoom = Math.max(1, ...this.#latest.map((answer) => answer.worstOutput));
    return Math.min(
      byLength,
      Math.max(SHORTEST_MS, FACTOR * slowestMs) * Math.max(1, worstOutput / usualRoom),
    );
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
    timer.abort(DONE);
  }
};

/** Why the watch over an answer that came is ended. Without a reason of ours an error with its stack would be made each time. */
const DONE = 'done';

/**
 * Resolves once the limit has passed, with how long that was, or when the signal aborts. What passes while nobody could
 * look, because the machine slept, is not counted: an answer may have been on its way all the time.
 */
const watchTime = async (limitMs: () => number, clock: Clock, signal: AbortSignal): Promise<number> => {
  let tookMs = 0;
  while (!signal.aborted) {
    const leftMs = limitMs() - tookMs;
    if (leftMs <= 0) break;
    const stepMs = Math.min(leftMs, LOOK_MS);
    const fromMs = clock.monotonicMs();
    await clock.sleep(stepMs, signal);
    const passedMs = clock.monotonicMs() - fromMs;
    tookMs += passedMs > stepMs + LOOK_MS ? stepMs : passedMs;
  }
  return tookMs;
};
