import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { IdiolectError } from '../../base/index.ts';

/** Marks a file as an idiolect ledger: "idio" in ASCII, in SQLite's `application_id`. */
const APPLICATION_ID = 0x6964696f;

/** Each step lifts a ledger by one version; a step that has been released is never changed. */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE calls (
    key TEXT PRIMARY KEY, provider TEXT NOT NULL, base_url TEXT NOT NULL, model TEXT NOT NULL,
    request TEXT NOT NULL, created_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE answers (
    id INTEGER PRIMARY KEY, call_key TEXT NOT NULL, sent_ms INTEGER NOT NULL, latency_ms INTEGER NOT NULL,
    status INTEGER NOT NULL, request_id TEXT, body TEXT NOT NULL, set_aside INTEGER NOT NULL DEFAULT 0,
    verdict TEXT, cost_usd REAL, usage TEXT
  ) STRICT;
  CREATE INDEX answers_by_call ON answers (call_key, id);
  CREATE TABLE failures (
    call_key TEXT PRIMARY KEY, kind TEXT NOT NULL, message TEXT NOT NULL, at_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE claims (
    call_key TEXT PRIMARY KEY, owner TEXT NOT NULL, host TEXT NOT NULL, pid INTEGER NOT NULL, beat_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE runs (
    id INTEGER PRIMARY KEY, started_ms INTEGER NOT NULL, finished_ms INTEGER, settings TEXT NOT NULL, ending TEXT
  ) STRICT;
  `,
  `
  ALTER TABLE answers ADD COLUMN body_crc INTEGER;
  ALTER TABLE runs ADD COLUMN progress TEXT;
  ALTER TABLE runs ADD COLUMN owner TEXT;
  ALTER TABLE runs ADD COLUMN host TEXT;
  ALTER TABLE runs ADD COLUMN pid INTEGER;
  ALTER TABLE runs ADD COLUMN beat_ms INTEGER;
  `,
];

/** The version that this program writes. */
export const LEDGER_VERSION = MIGRATIONS.length;

/**
 * Makes sure that a file is a ledger that this program can work with, or nothing yet. Changes nothing.
 *
 * @throws {IdiolectError} `LEDGER_NEWER` when a newer program wrote it; `LEDGER_UNREADABLE` when it is not a ledger.
 */
export const checkLedger = (database: DatabaseSync, file: string): void => {
  const { version, owner, isEmpty } = readMarks(database);
  const isNew = owner === 0 && version === 0 && isEmpty;
  if (owner !== APPLICATION_ID && !isNew) {
    throw new IdiolectError('LEDGER_UNREADABLE', 'The ledger file belongs to another program.', {
      hint: 'Move the file away, or work in another folder.',
      place: { file },
    });
  }
  if (version > LEDGER_VERSION) {
    throw new IdiolectError(
      'LEDGER_NEWER',
      `The ledger has version ${version}; this program knows versions up to ${LEDGER_VERSION}.`,
      { hint: 'Install the newer idiolect that wrote it. Nothing was changed.', place: { file } },
    );
  }
};

/** The tables and indexes that a ledger of its version has to have and has not. */
export const listMissingTables = (database: DatabaseSync): string[] => {
  const { version, isEmpty } = readMarks(database);
  if (version === 0) return isEmpty ? [] : ['its version'];
  const there = new Set(
    database
      .prepare('SELECT name FROM sqlite_schema')
      .all()
      .map(({ name }) => name),
  );
  return MIGRATIONS.slice(0, version)
    .flatMap((step) => [...step.matchAll(/CREATE (?:TABLE|INDEX) (\w+)/g)])
    .map(([, name = '']) => name)
    .filter((name) => !there.has(name));
};

/**
 * Brings a ledger to this program's version, each step in one transaction, and keeps a copy of an older one beside it
 * (`ledger.db.v1`).
 */
export const migrateLedger = (database: DatabaseSync, file: string): void => {
  const version = readPragma(database, 'user_version');
  if (version > 0 && version < LEDGER_VERSION) keepCopy(database, `${file}.v${version}`);
  for (const [step, migration] of MIGRATIONS.entries()) {
    if (step < version) continue;
    // Two processes may open a new ledger at once: the second finds the work done and rolls back.
    database.exec('BEGIN IMMEDIATE');
    if (readPragma(database, 'user_version') === step) {
      database.exec(
        `${migration}; PRAGMA user_version = ${step + 1}; PRAGMA application_id = ${APPLICATION_ID};`,
      );
    }
    database.exec('COMMIT');
  }
};

/** Whole and on disk before it has its name. */
const keepCopy = (database: DatabaseSync, copy: string): void => {
  const draft = `${copy}.draft`;
  rmSync(draft, { force: true });
  try {
    database.prepare('VACUUM INTO ?').run(draft);
    const handle = openSync(draft, 'r+');
    fsyncSync(handle);
    closeSync(handle);
    renameSync(draft, copy);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
};

/** Reads what tells a ledger from other files, as of one moment: another process may be making it just now. */
const readMarks = (database: DatabaseSync) => {
  database.exec('BEGIN');
  try {
    return {
      version: readPragma(database, 'user_version'),
      owner: readPragma(database, 'application_id'),
      isEmpty: database.prepare('SELECT 1 FROM sqlite_schema').get() === undefined,
    };
  } finally {
    if (database.isTransaction) database.exec('COMMIT');
  }
};

const readPragma = (database: DatabaseSync, name: string): number => {
  const row = database.prepare(`PRAGMA ${name}`).get();
  return Number(row?.[name] ?? 0);
};
