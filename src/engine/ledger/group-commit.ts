import type { DatabaseSync } from 'node:sqlite';
import { type Clock, IdiolectError } from '../../base/index.ts';

interface Write {
  readonly run: () => unknown;
  readonly done: (value: unknown) => void;
  readonly failed: (error: unknown) => void;
}

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
 * so that nothing is lost while the user frees space; `onWaiting` hears of it.
 */
export class GroupCommit {
  readonly #database: DatabaseSync;
  readonly #file: string;
  readonly #clock: Clock;
  readonly #onWaiting: (reason: string) => void;
  #waiting: Write[] = [];
  #flushing: Promise<void> | undefined;

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
      await this.#commit(writes);
    }
    this.#flushing = undefined;
  }

  async #commit(writes: readonly Write[]): Promise<void> {
    const giveUpMs = this.#clock.monotonicMs() + PATIENCE_MS;
    for (;;) {
      try {
        const values = this.#tryCommit(writes);
        writes.forEach((write, index) => {
          write.done(values[index]);
        });
        return;
      } catch (error) {
        if (!isPassing(error) || this.#clock.monotonicMs() >= giveUpMs) {
          const fault = toLedgerError(error, this.#file);
          for (const write of writes) write.failed(fault);
          return;
        }
        this.#onWaiting(error instanceof Error ? error.message : String(error));
        await this.#clock.sleep(RETRY_MS);
      }
    }
  }

  #tryCommit(writes: readonly Write[]): unknown[] {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      const values = writes.map((write) => write.run());
      this.#database.exec('COMMIT');
      return values;
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }
}

const isPassing = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && PASSING.has(Number(error.errcode) & 0xff);

const toLedgerError = (cause: unknown, file: string): IdiolectError =>
  new IdiolectError(
    'LEDGER_NOT_WRITABLE',
    `The ledger cannot be written (${cause instanceof Error ? cause.message : String(cause)}).`,
    {
      hint: 'Free disk space or mend the permissions of the folder, then run the same command again.',
      place: { file },
      cause,
    },
  );
