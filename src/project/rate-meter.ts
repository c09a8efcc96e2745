const WINDOW_MS = 30_000;
const LONG_WINDOW_MS = 300_000;
const SLOT_MS = 5_000;
const SLOTS = LONG_WINDOW_MS / SLOT_MS;

/** Counts how many conversations a minute are settled: over the last half minute, and over the last five minutes. */
export class RateMeter {
  #timesMs: number[] = [];
  /** Where the times that still count begin. */
  #head = 0;
  readonly #slots = new Map<number, number>();
  readonly #startMs: number;

  constructor(nowMs: number) {
    this.#startMs = nowMs;
  }

  note(nowMs: number): void {
    this.#timesMs.push(nowMs);
    this.#forget(nowMs);
    const slot = Math.floor(nowMs / SLOT_MS);
    this.#slots.set(slot, (this.#slots.get(slot) ?? 0) + 1);
    if (this.#slots.size <= SLOTS + 1) return;
    for (const old of this.#slots.keys()) if (old < slot - SLOTS) this.#slots.delete(old);
  }

  /** The rate of now: over the last half minute. */
  measurePerMinute(nowMs: number): number {
    this.#forget(nowMs);
    return toPerMinute(this.#timesMs.length - this.#head, Math.min(WINDOW_MS, nowMs - this.#startMs));
  }

  /** The rate to reckon with: over the last five minutes, so that pauses count for what they take. */
  measureSteadyPerMinute(nowMs: number): number {
    const first = Math.floor((nowMs - LONG_WINDOW_MS) / SLOT_MS) + 1;
    let count = 0;
    for (const [slot, settled] of this.#slots) if (slot >= first) count += settled;
    const fromMs = Math.max(this.#startMs, first * SLOT_MS);
    return toPerMinute(count, nowMs - fromMs);
  }

  #forget(nowMs: number): void {
    while ((this.#timesMs[this.#head] ?? nowMs) < nowMs - WINDOW_MS) this.#head++;
    if (this.#head < 1_000) return;
    this.#timesMs = this.#timesMs.slice(this.#head);
    this.#head = 0;
  }
}

const toPerMinute = (count: number, spanMs: number): number => (spanMs <= 0 ? 0 : (count * 60_000) / spanMs);
