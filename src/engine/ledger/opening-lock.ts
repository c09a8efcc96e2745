import { rmSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { toTrouble } from './to-ledger-error.ts';

/** How long another process may take to look through the ledger, or to mend it, before this one begins. */
const LONGEST_CHECK_MS = 60_000;

/** The right to open a ledger. */
export interface OpeningLock {
  /** Nobody else has the ledger open for writing, or will before `share`. */
  readonly isAlone: boolean;
  /** Lets others open it too; from now on they are not alone. */
  share(): void;
  release(): void;
}

/**
 * Takes part in the ledger: alone when nobody else has it open, so that its files may be looked at and mended.
 *
 * An empty SQLite database is the lock, because its locks are the system's and end with the process, on every system.
 */
export const lockOpening = (ledgerFile: string): OpeningLock => {
  const file = `${ledgerFile}-lock`;
  // It holds nothing; what stands in it is no work of ours, and would keep SQLite from locking it.
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0) rmSync(file);
  const database = new DatabaseSync(file, { timeout: 0 });
  const share = (): void => {
    // Nothing is written, so that the file stays empty.
    if (database.isTransaction) database.exec('ROLLBACK');
    database.exec(`PRAGMA busy_timeout = ${LONGEST_CHECK_MS}; BEGIN`);
    // A transaction holds its lock from the first read on.
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
  };
  try {
    const isAlone = tryAlone(database);
    if (!isAlone) share();
    return { isAlone, share: isAlone ? share : () => undefined, release: () => database.close() };
  } catch (error) {
    database.close();
    throw error;
  }
};

const tryAlone = (database: DatabaseSync): boolean => {
  try {
    database.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    if (toTrouble(error) === 'locked') return false;
    throw error;
  }
};
