import { setImmediate as nextTurn } from 'node:timers/promises';

/** A longer timer of Node's fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The only source of time. Code that waits takes one, so that a test can wind it by hand. */
export interface Clock {
  /** Wall time in milliseconds since 1970; may jump. For records, never for durations. */
  nowMs(): number;
  /** Milliseconds on a scale that never goes back. For durations and waits. */
  monotonicMs(): number;
  /** Resolves after `delayMs`, or at once when `signal` aborts. Never rejects. */
  sleep(delayMs: number, signal?: AbortSignal): Promise<void>;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  // Not by `timers/promises`: there a sleep that is cut short makes two errors with their stacks, for nobody.
  sleep: (delayMs, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) {
        resolve();
        return;
      }
      const endMs = performance.now() + delayMs;
      let timer: NodeJS.Timeout | undefined;
      const leave = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const wait = (leftMs: number): void => {
        timer = setTimeout(wake, Math.min(LONGEST_TIMER_MS, Math.max(0, leftMs)));
      };
      const wake = (): void => {
        const leftMs = endMs - performance.now();
        if (leftMs > 0) {
          wait(leftMs);
          return;
        }
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      signal?.addEventListener('abort', leave, { once: true });
      wait(delayMs);
    }),
};

/** A clock that stands still until it is wound. Sleepers wake in order of their time. */
export class HandClock implements Clock {
  #nowMs: number;
  #sleepers: Array<{ readonly dueMs: number; readonly wake: () => void }> = [];

  constructor(startMs = 0) {
    this.#nowMs = startMs;
  }

  nowMs(): number {
    return this.#nowMs;
  }

  monotonicMs(): number {
    return this.#nowMs;
  }

  sleep(delayMs: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted || delayMs <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      const leave = (): void => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        resolve();
      };
      const wake = (): void => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      const sleeper = { dueMs: this.#nowMs + delayMs, wake };
      this.#sleepers.push(sleeper);
      signal?.addEventListener('abort', leave, { once: true });
    });
  }

  /** How many sleepers wait. */
  get sleeping(): number {
    return this.#sleepers.length;
  }

  /** Moves time on, waking each sleeper at its own moment and letting it act before the next one wakes. */
  async wind(byMs: number): Promise<void> {
    const endMs = this.#nowMs + byMs;
    for (;;) {
      await settle();
      const next = this.#sleepers.sort((a, b) => a.dueMs - b.dueMs)[0];
      if (next === undefined || next.dueMs > endMs) break;
      this.#sleepers.shift();
      this.#nowMs = next.dueMs;
      next.wake();
    }
    this.#nowMs = Math.max(this.#nowMs, endMs);
    await settle();
  }
}

/** Lets every promise that is ready run its continuation, and those that are ready because of it, however many. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 3; turn++) await nextTurn();
};
