import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import type { OwnerWatch } from './claim.ts';
import type { Ledger } from './ledger.ts';
import { makeReads } from './read-ledger.ts';
import { checkLedger, migrateLedger } from './schema.ts';
import { prepareReads, type Reads } from './statements.ts';
import { toOpenError, toReadError, toTrouble } from './to-ledger-error.ts';

/** See `LedgerOptions.readOnly`. */
export const openReadOnly = (file: string, watch: OwnerWatch): Ledger => {
  const view = new ReadOnlyView(file);
  const refuse = (): never => {
    throw new Error('This ledger was opened for reading alone.');
  };
  const reject = async (): Promise<never> => refuse();
  return {
    ...makeReads((work) => view.read(work), watch),
    blocked: undefined,
    whenWritable: reject,
    claim: reject,
    release: refuse,
    recordAnswer: reject,
    settleAnswer: refuse,
    recordFailure: reject,
    setAside: reject,
    beginRun: reject,
    noteProgress: refuse,
    finishRun: reject,
    [Symbol.asyncDispose]: async () => view.close(),
  };
};

interface View {
  readonly database: DatabaseSync;
  readonly sql: Reads;
  /** The file as it was, where a change of it would go unnoticed by SQLite. */
  readonly mark: string | undefined;
  readonly folder: string | undefined;
}

/**
 * A ledger as it is read from outside. SQLite would make a log and a shared memory file for any reader; so, as long as
 * there is no log, the file is read as one that nobody changes, and when it has changed after all, it is read again.
 */
class ReadOnlyView {
  readonly #file: string;
  #view: View;

  constructor(file: string) {
    this.#file = file;
    this.#view = this.#open();
  }

  read<Value>(work: (sql: Reads) => Value): Value {
    for (;;) {
      const view = this.#view;
      let value: Value | undefined;
      let fault: unknown;
      try {
        value = work(view.sql);
      } catch (error) {
        fault = error;
      }
      if (view.mark !== undefined && view.mark !== toMark(this.#file)) {
        this.close();
        this.#view = this.#open();
        continue;
      }
      if (fault !== undefined) throw toReadError(fault, this.#file);
      return value as Value;
    }
  }

  close(): void {
    if (!this.#view.database.isOpen) return;
    this.#view.database.close();
    if (this.#view.folder !== undefined) rmSync(this.#view.folder, { recursive: true, force: true });
  }

  #open(): View {
    try {
      if ((statSync(this.#file).size || undefined) === undefined && !hasLog(this.#file)) return openEmpty();
      return hasLog(this.#file) ? this.#openWithLog() : this.#openAlone();
    } catch (cause) {
      throw toOpenError(cause, this.#file);
    }
  }

  #openAlone(): View {
    const mark = toMark(this.#file);
    const url = pathToFileURL(this.#file);
    url.searchParams.set('immutable', '1');
    return { ...check(new DatabaseSync(url, { readOnly: true }), this.#file), mark, folder: undefined };
  }

  #openWithLog(): View {
    try {
      const database = new DatabaseSync(this.#file, { readOnly: true, timeout: 2_000 });
      return { ...check(database, this.#file), mark: undefined, folder: undefined };
    } catch (error) {
      if (toTrouble(error) !== 'read-only') throw error;
    }
    // In a folder that may not be written, SQLite cannot make the index that a log needs.
    const folder = mkdtempSync(join(tmpdir(), 'idiolect-view-'));
    try {
      const copy = join(folder, 'ledger.db');
      copyFileSync(this.#file, copy);
      copyFileSync(`${this.#file}-wal`, `${copy}-wal`);
      return { ...check(new DatabaseSync(copy), this.#file), mark: undefined, folder };
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }
}

/** What a process that was killed while it made the ledger leaves behind. */
const openEmpty = (): View => {
  const database = new DatabaseSync(':memory:');
  migrateLedger(database, ':memory:');
  return { database, sql: prepareReads(database), mark: undefined, folder: undefined };
};

const check = (database: DatabaseSync, file: string): Pick<View, 'database' | 'sql'> => {
  try {
    checkLedger(database, file);
    return { database, sql: prepareReads(database) };
  } catch (error) {
    database.close();
    throw error;
  }
};

const hasLog = (file: string): boolean => (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;

const toMark = (file: string): string => {
  const { size, mtimeMs, ino } = statSync(file, { throwIfNoEntry: false }) ?? {};
  return [size, mtimeMs, ino, existsSync(`${file}-wal`)].join(' ');
};
