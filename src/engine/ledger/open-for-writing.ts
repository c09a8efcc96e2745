import { mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../../base/index.ts';
import type { OwnerWatch } from './claim.ts';
import { clearSuspect, findDamage } from './find-damage.ts';
import { lockOpening } from './opening-lock.ts';
import { finishReplacement, replaceDamaged } from './replace-damaged.ts';
import { readRescueFiles } from './rescue.ts';
import type { Reserve } from './reserve.ts';
import { toRow } from './rows.ts';
import { checkLedger, migrateLedger } from './schema.ts';
import { prepareWrites } from './statements.ts';
import { toOpenError, toTrouble } from './to-ledger-error.ts';

/** What opening needs. */
export interface OpeningMeans {
  readonly watch: OwnerWatch;
  readonly clock: Clock;
  readonly reserve: Reserve | undefined;
  readonly rescueFolders: readonly string[] | undefined;
}

/** A ledger that is open for writing, and what gives it back. */
export interface OpenLedger {
  readonly database: DatabaseSync;
  readonly release: () => void;
}

/** Opens a ledger for writing: sound, of this program's version, and with all that was rescued. */
export const openForWriting = (file: string, means: OpeningMeans): OpenLedger => {
  if (file === ':memory:') return { database: openDatabase(file), release: () => undefined };
  let release = (): void => undefined;
  let database: DatabaseSync | undefined;
  try {
    mkdirSync(dirname(file), { recursive: true });
    const lock = lockOpening(file);
    release = lock.release;
    if (lock.isAlone) {
      finishReplacement(file);
      const damage = findDamage(file);
      if (damage !== undefined) throw replaceDamaged(file, damage, means.clock.nowMs());
      clearSuspect(file);
    }
    database = openDatabase(file);
    takeInRescued(database, file, means);
    means.reserve?.make();
    // From here on waiting is done without blocking, by the group commit.
    database.exec('PRAGMA busy_timeout = 20');
    lock.share();
    return { database, release };
  } catch (cause) {
    database?.close();
    release();
    throw toOpenError(cause, file);
  }
};

const openDatabase = (file: string): DatabaseSync => {
  const database = new DatabaseSync(file, { timeout: 2_000 });
  try {
    checkLedger(database, file);
    // Each checkpoint flushes two files, so seldom is cheap; what one writes on a full disk has to fit into the reserve.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 2000');
    migrateLedger(database, file);
    proveWritable(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
};

/** SQLite opens a file without the right to write it, and says so only when it has to write. */
const proveWritable = (database: DatabaseSync): void => {
  try {
    database.exec('BEGIN IMMEDIATE; DELETE FROM claims WHERE false; ROLLBACK');
  } catch (error) {
    // A lock passes, and is waited out when there is something to write.
    if (toTrouble(error) !== 'locked') throw error;
  }
};

/** Stores the answers that an earlier process could not, unless it still tries to. */
const takeInRescued = (
  database: DatabaseSync,
  file: string,
  { watch, rescueFolders }: OpeningMeans,
): void => {
  for (const rescued of readRescueFiles(file, rescueFolders)) {
    if (watch.looksAlive(rescued.owner)) continue;
    const sql = prepareWrites(database);
    database.exec('BEGIN IMMEDIATE');
    for (const { key, answer } of rescued.answers) {
      const row = toRow(key, answer);
      const [, sentMs = 0, latencyMs = 0, , , body = ''] = row;
      if (!sql.hasAnswer.get(key, sentMs, latencyMs, body)) sql.putAnswer.run(...row);
    }
    database.exec('COMMIT');
    rmSync(rescued.file, { force: true });
  }
};
