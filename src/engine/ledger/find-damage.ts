import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { IdiolectError } from '../../base/index.ts';
import { type FileHeader, readHeader } from './page-source.ts';
import { toReserveFile } from './reserve.ts';
import { isBodySound } from './rows.ts';
import { holdsAnswers } from './salvage.ts';
import { checkLedger, listMissingTables } from './schema.ts';
import { toTrouble, UNREADABLE } from './to-ledger-error.ts';
import { readWal } from './wal-file.ts';

/** Up to this size every page is looked at whenever a ledger is opened; a gigabyte takes about half a second. */
const ALWAYS_CHECKED_BYTES = 256 << 20;

/** A file that stands beside a ledger in which damage was met, until it has been looked through. */
const toSuspectFile = (file: string): string => `${file}-suspect`;

/** Says that damage was met in a ledger: the next opening looks at all of it. */
export const markSuspect = (file: string): void => {
  if (file === ':memory:') return;
  try {
    writeFileSync(toSuspectFile(file), '');
  } catch {
    // The damage will be met again.
  }
};

/** Says that a ledger was looked through. */
export const clearSuspect = (file: string): void => rmSync(toSuspectFile(file), { force: true });

/**
 * Looks for damage while nobody else has the ledger open, and changes nothing. A ledger that is larger than 256 MB and
 * was closed in order is not read as a whole.
 *
 * @returns What is wrong, to follow "The ledger is damaged:"; undefined for a sound ledger, and where there is none.
 * @throws {IdiolectError} `LEDGER_NEWER`; `LEDGER_UNREADABLE` for a file that never was a ledger.
 */
export const findDamage = (file: string): string | undefined => {
  const header = readHeader(file);
  const logBytes = statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  const isKnown = logBytes > 0 || existsSync(toReserveFile(file));
  if (header === undefined) {
    if (logBytes > 0) return 'its log is there, and the file itself is missing';
    return isKnown ? 'the file is missing, and it was there before' : undefined;
  }
  if (header.size === 0) return isKnown ? 'the file is empty, and it was not before' : undefined;
  if (!header.isSound) return isKnown || holdsAnswers(file) ? 'its header is damaged' : refuse(file);
  const { fault } = readWal(file, header.pageSize);
  return fault ?? checkInside(file, header, logBytes > 0);
};

const refuse = (file: string): never => {
  throw new IdiolectError('LEDGER_UNREADABLE', 'The file of the ledger is not one.', {
    hint: 'Move the file away, or work in another folder. Nothing was changed.',
    place: { file },
  });
};

/** Asks SQLite, by a connection that cannot write: one that can would tidy the log away when it is closed. */
const checkInside = (file: string, { size }: FileHeader, hasLog: boolean): string | undefined => {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { readOnly: true, timeout: 2_000 });
    checkLedger(database, file);
    const missing = listMissingTables(database);
    if (missing.length > 0) return `it lacks ${missing.join(', ')}`;
    if (!hasLog && countBytes(database) > size)
      return `it was cut to ${size} of ${countBytes(database)} bytes`;
    const isDue = hasLog || size <= ALWAYS_CHECKED_BYTES || existsSync(toSuspectFile(file));
    return isDue ? checkPages(database) : undefined;
  } catch (error) {
    if (toTrouble(error) === 'damaged') return UNREADABLE;
    const isForeign = error instanceof IdiolectError && error.code === 'LEDGER_UNREADABLE';
    if (isForeign && holdsAnswers(file)) return 'its header is damaged';
    throw error;
  } finally {
    database?.close();
  }
};

const countBytes = (database: DatabaseSync): number => {
  const pages = Number(database.prepare('PRAGMA page_count').get()?.page_count ?? 0);
  return pages * Number(database.prepare('PRAGMA page_size').get()?.page_size ?? 0);
};

/** The first thing that SQLite finds wrong with pages, rows or indexes. */
const checkPages = (database: DatabaseSync): string | undefined => {
  const found = database.prepare('PRAGMA integrity_check(1)').get()?.integrity_check;
  return found === 'ok' ? checkBodies(database) : UNREADABLE;
};

/** The first answer that is not what was stored, which SQLite cannot see. */
const checkBodies = (database: DatabaseSync): string | undefined => {
  for (const row of database.prepare('SELECT * FROM answers').iterate()) {
    if (!isBodySound(String(row.body), row.body_crc)) return `answer ${row.id} is not what was stored`;
  }
  return undefined;
};
