const WINDOW_MS = 30_000;

/** Counts how many conversations a minute are settled, over the last half minute. */
export class RateMeter {
  readonly #timesMs: number[] = [];
  readonly #startMs: number;

  constructor(nowMs: number) {
    this.#startMs = nowMs;
  }

  note(nowMs: number): void {
    this.#timesMs.push(nowMs);
    this.#forget(nowMs);
  }

  measurePerMinute(nowMs: number): number {
    this.#forget(nowMs);
    const spanMs = Math.min(WINDOW_MS, nowMs - this.#startMs);
    return spanMs <= 0 ? 0 : (this.#timesMs.length * 60_000) / spanMs;
  }

  #forget(nowMs: number): void {
    let old = 0;
    while ((this.#timesMs[old] ?? nowMs) < nowMs - WINDOW_MS) old++;
    this.#timesMs.splice(0, old);
  }
}
