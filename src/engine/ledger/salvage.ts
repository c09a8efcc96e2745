import { rmSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { type CarvedRow, carveRows } from './carve.ts';
import { withPages } from './page-source.ts';
import { isBodySound } from './rows.ts';
import { migrateLedger } from './schema.ts';

/** What was found in a damaged ledger. */
export interface Salvage {
  readonly answers: number;
  /** Answers of which a trace is left, in the index or in their own row, and not the whole. */
  readonly missing: number;
  readonly runs: number;
}

/** Tells whether a file that is no sound ledger holds anything of one. */
export const holdsAnswers = (ledgerFile: string): boolean =>
  withPages(ledgerFile, (source) => {
    for (const row of carveRows(source)) if (toTable(row) === 'answers') return true;
    return false;
  });

/**
 * Makes a new ledger in `target` from every row that can still be read in a damaged one. Claims are not carried over:
 * they are nobody's by now.
 */
export const salvage = (ledgerFile: string, target: string): Salvage => {
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${target}${end}`, { force: true });
  const database = new DatabaseSync(target);
  try {
    // The file is whole and forced to disk before its name is given to it.
    database.exec('PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL;');
    migrateLedger(database, target);
    database.exec('BEGIN');
    const known = new Set<number>();
    withPages(ledgerFile, (source) => {
      const put = prepare(database);
      for (const row of carveRows(source)) {
        const table = toTable(row);
        noteAnswer(known, table, row);
        if (table === undefined || (table === 'answers' && !isSoundAnswer(row))) continue;
        putRow(put, table, row);
      }
    });
    database.exec('COMMIT');
    const count = (table: Table): number =>
      Number(database.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.n ?? 0);
    const answers = count('answers');
    return { answers, missing: known.size - answers, runs: count('runs') };
  } finally {
    database.close();
  }
};

/** Takes down the number of every answer that there is a sign of. */
const noteAnswer = (known: Set<number>, table: Table | undefined, { rowid, columns }: CarvedRow): void => {
  if (table === 'answers' && rowid !== undefined) known.add(rowid);
  // The index by call has the key and its column `id`, and SQLite adds the number of the row, which is the same.
  const [key, id, row] = columns;
  const isEntry = rowid === undefined && columns.length === 3 && typeof key === 'string' && id === row;
  if (isEntry && Number.isSafeInteger(id) && Number(id) > 0) known.add(Number(id));
};

type Table = 'answers' | 'runs' | 'calls' | 'failures';

/** Columns by table: `0` is the number of the row, `t` text, `i` a whole number, `n` any number; small letters may be null. */
const SHAPES: Readonly<Record<Table, readonly string[]>> = {
  answers: ['0TIIItTItnt', '0TIIItTItnti'],
  runs: ['0IiTt', '0IiTttttii'],
  calls: ['TTTTTI'],
  failures: ['TTTI'],
};
const TABLES = Object.keys(SHAPES) as Table[];

/** The table that a row is of, by its columns. */
const toTable = ({ rowid, columns }: CarvedRow): Table | undefined =>
  TABLES.find((table) =>
    SHAPES[table].some(
      (shape) =>
        shape.length === columns.length &&
        (shape[0] === '0') === (rowid !== undefined) &&
        columns.every((value, index) => doesFit(value, shape[index] ?? '')),
    ),
  );

const doesFit = (value: unknown, letter: string): boolean => {
  if (letter === '0') return value === null;
  if (value === null) return letter === letter.toLowerCase();
  if (letter.toUpperCase() === 'T') return typeof value === 'string';
  return typeof value === 'number' && (letter === 'n' || Number.isSafeInteger(value));
};

const prepare = (database: DatabaseSync) => ({
  answers: database.prepare('INSERT OR IGNORE INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'),
  runs: database.prepare('INSERT OR IGNORE INTO runs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'),
  calls: database.prepare('INSERT OR IGNORE INTO calls VALUES (?, ?, ?, ?, ?, ?)'),
  failures: database.prepare('INSERT OR IGNORE INTO failures VALUES (?, ?, ?, ?)'),
});

/** How many columns a table with numbered rows has in this version; those of version 1 have fewer. */
const WIDTHS: Readonly<Partial<Record<Table, number>>> = { answers: 12, runs: 10 };

const putRow = (put: ReturnType<typeof prepare>, table: Table, { rowid, columns }: CarvedRow): void => {
  const values = columns.map((value) => value as SQLInputValue);
  const row = rowid === undefined ? values : [rowid, ...values.slice(1)];
  const missing = (WIDTHS[table] ?? row.length) - row.length;
  put[table].run(...row, ...Array.from({ length: missing }, () => null));
};

/** A body with a null character is none of a provider's: a page within it was wiped. */
const isSoundAnswer = ({ columns }: CarvedRow): boolean => {
  const body = String(columns[6]);
  return !body.includes('\0') && isBodySound(body, columns[11]);
};
