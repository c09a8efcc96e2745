import { closeSync, fdatasync, openSync } from 'node:fs';
import { promisify } from 'node:util';

const flushFile = promisify(fdatasync);

/**
 * Flushes the log of a ledger (`ledger.db-wal`) to the disk, in a thread of the system's pool: SQLite itself would have
 * the event loop wait for the disk. One flush is under way at a time; whoever asks meanwhile shares the next one.
 *
 * SQLite locks the database and its shared memory, not the log, so a handle of our own may be opened and closed
 * (sqlite.org/howtocorrupt.html, section 2.2).
 */
export class LogFlush {
  readonly #handle: number;
  #underWay: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  /** @param file - The ledger's, which is open: SQLite has made its log by then. */
  constructor(file: string) {
    this.#handle = openSync(`${file}-wal`, 'r+');
  }

  /** Resolves when all that was written to the log before is on the disk; rejects with the system's error. */
  flush(): Promise<void> {
    if (this.#next) return this.#next;
    if (this.#underWay === undefined) return this.#begin();
    const next = this.#underWay.then(
      () => this.#begin(),
      () => this.#begin(),
    );
    this.#next = next;
    return next;
  }

  /** To be called when no flush is under way any more. */
  close(): void {
    closeSync(this.#handle);
  }

  #begin(): Promise<void> {
    this.#next = undefined;
    const flush = flushFile(this.#handle).finally(() => {
      if (this.#underWay === flush) this.#underWay = undefined;
    });
    this.#underWay = flush;
    return flush;
  }
}
