import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../../base/index.ts';
import { toResultCode, toWriteError } from './to-ledger-error.ts';

interface Write {
  readonly run: () => unknown;
  readonly done: (value: unknown) => void;
  readonly failed: (error: unknown) => void;
}

/** How one attempt to commit went; `write` is the one at which it failed, when it was one. */
type Attempt =
  | { readonly kind: 'committed'; readonly values: readonly unknown[] }
  | { readonly kind: 'failed'; readonly error: unknown; readonly write: Write | undefined };

/** How long writes gather before they are committed together: one disk flush for all of them. */
const GATHER_MS = 4;
/** How long a locked or full disk is waited out before the run is ended. */
const PATIENCE_MS = 60_000;
const RETRY_MS = 250;
/** SQLite result codes (sqlite.org/rescode.html): BUSY 5, LOCKED 6, IOERR 10, FULL 13. */
const PASSING = new Set([5, 6, 10, 13]);

/**
 * Gathers writes for a few milliseconds and commits them in one transaction.
 *
 * A commit that the system refuses for a passing reason (locked, disk full) is tried again with the very same writes,
 * so that nothing is lost while the user frees space; `onWaiting` hears of it. A write may therefore run several times
 * before it is committed.
 */
export class GroupCommit {
  readonly #database: DatabaseSync;
  readonly #file: string;
  readonly #clock: Clock;
  readonly #onWaiting: (reason: string) => void;
  #waiting: Write[] = [];
  #flushing: Promise<void> | undefined;
  /** Since when nothing could be written; one outage is waited out once, however many commits it meets. */
  #refusedSinceMs: number | undefined;

  constructor(database: DatabaseSync, file: string, clock: Clock, onWaiting: (reason: string) => void) {
    this.#database = database;
    this.#file = file;
    this.#clock = clock;
    this.#onWaiting = onWaiting;
  }

  /** Runs `run` within the next commit and resolves with its value once that is on disk. */
  write<Value>(run: () => Value): Promise<Value> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ run, done: resolve as (value: unknown) => void, failed: reject });
      this.#flushing ??= this.#flushSoon();
    });
  }

  /** Resolves when every write so far is on disk. */
  async drain(): Promise<void> {
    while (this.#flushing) await this.#flushing;
  }

  async #flushSoon(): Promise<void> {
    await this.#clock.sleep(GATHER_MS);
    while (this.#waiting.length > 0) {
      const writes = this.#waiting;
      this.#waiting = [];
      try {
        await this.#commit(writes);
      } catch (error) {
        for (const write of writes) write.failed(error);
      }
    }
    this.#flushing = undefined;
  }

  /** Commits writes in their order. One that cannot be done is left out and takes no other with it. */
  async #commit(writes: readonly Write[]): Promise<void> {
    let left = writes;
    while (left.length > 0) {
      const attempt = this.#tryCommit(left);
      if (attempt.kind === 'committed') {
        this.#refusedSinceMs = undefined;
        for (const [index, write] of left.entries()) write.done(attempt.values[index]);
        return;
      }
      const { error } = attempt;
      if (isPassing(error) && this.#mayWait(error)) {
        await this.#clock.sleep(RETRY_MS);
        continue;
      }
      const spoilt = attempt.write && !isPassing(error) ? [attempt.write] : left;
      const fault = toWriteError(error, this.#file);
      for (const write of spoilt) write.failed(fault);
      left = left.filter((write) => !spoilt.includes(write));
    }
  }

  /** Whether a refusal is still to be waited out; the first of an outage is told. */
  #mayWait(error: unknown): boolean {
    const nowMs = this.#clock.monotonicMs();
    if (this.#refusedSinceMs === undefined) {
      this.#refusedSinceMs = nowMs;
      this.#onWaiting(error instanceof Error ? error.message : String(error));
    }
    return nowMs - this.#refusedSinceMs < PATIENCE_MS;
  }

  #tryCommit(writes: readonly Write[]): Attempt {
    let current: Write | undefined;
    try {
      this.#database.exec('BEGIN IMMEDIATE');
      const values: unknown[] = [];
      for (const write of writes) {
        current = write;
        values.push(write.run());
      }
      current = undefined;
      this.#database.exec('COMMIT');
      return { kind: 'committed', values };
    } catch (error) {
      this.#rollBack();
      return { kind: 'failed', error, write: current };
    }
  }

  #rollBack(): void {
    try {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
    } catch {
      // The next transaction cannot begin then, and says so.
    }
  }
}

const isPassing = (error: unknown): boolean => PASSING.has(toResultCode(error) ?? 0);
