import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HandClock, IdiolectError } from '../../base/index.ts';
import { type LedgerPlace, ledgerContract, makeAnswer, makeRecord, toKey } from './ledger.contract.ts';
import type { CallRecord } from './ledger.ts';
import { ledgerStandingContract } from './ledger-standing.contract.ts';
import { openLedger } from './sqlite-ledger.ts';

const makeFolder = (): string => mkdtempSync(join(tmpdir(), 'idiolect-ledger-'));

/** Runs a script in a Node of its own that takes a call and kills itself as the system would. */
const claimAndDie = (file: string, call: CallRecord): Promise<void> => {
  const room = pathToFileURL(join(import.meta.dirname, 'sqlite-ledger.ts')).href;
  const script = `
    import { openLedger } from ${JSON.stringify(room)};
    const taken = await openLedger(${JSON.stringify(file)}).claim(${JSON.stringify(call)});
    process.stdout.write(String(taken), () => process.kill(process.pid, 'SIGKILL'));`;
  return new Promise((resolve, reject) => {
    execFile(process.execPath, ['--input-type=module', '--eval', script], (error, stdout, stderr) => {
      if (stdout === 'true' && error?.signal === 'SIGKILL') resolve();
      else reject(new Error(stderr));
    });
  });
};

const makePlace = async (): Promise<LedgerPlace> => {
  const folder = makeFolder();
  const file = join(folder, '.idiolect', 'ledger.db');
  return {
    open: () => openLedger(file),
    claimAndDie: (call) => claimAndDie(file, call),
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
};

ledgerContract('SQLite', makePlace);
ledgerStandingContract('SQLite', makePlace);

describe('the file of a SQLite ledger', () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = makeFolder();
    file = join(folder, 'ledger.db');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const openFault = (path = file): IdiolectError => {
    try {
      void openLedger(path);
    } catch (error) {
      if (error instanceof IdiolectError) return error;
      throw error;
    }
    throw new Error('It was opened.');
  };
  const makeLedger = async (answers: number): Promise<void> => {
    await using ledger = openLedger(file);
    const body = 'x'.repeat(5_000);
    await Promise.all(
      Array.from({ length: answers }, (_, index) =>
        ledger.recordAnswer(toKey(`call ${index}`), makeAnswer(body)),
      ),
    );
  };
  const change = (sql: string): void => {
    const database = new DatabaseSync(file);
    database.exec(sql);
    database.close();
  };

  test('is one file when it is closed, beside its reserve and its lock', async () => {
    await makeLedger(3);
    expect(readdirSync(folder)).toEqual(['ledger.db', 'ledger.db-lock', 'reserve']);
  });

  test('is made anew from an empty file', async () => {
    writeFileSync(file, '');
    await makeLedger(1);
    expect(statSync(file).size).toBeGreaterThan(0);
  });

  test('is made in folders that are not there yet, whatever their names', async () => {
    const odd = join(folder, "a 'quoted' b", 'ünï 🦊', '%20?x=1#y', 'ledger.db');
    await using ledger = openLedger(odd);
    await ledger.recordAnswer(toKey('a'), makeAnswer('x'));
    expect(existsSync(odd)).toBe(true);
  });

  test('stays as it was when a newer program wrote it', async () => {
    await makeLedger(1);
    change('PRAGMA user_version = 99');
    const before = readFileSync(file);
    expect(openFault()).toMatchObject({ code: 'LEDGER_NEWER', place: { file } });
    expect(readFileSync(file)).toEqual(before);
  });

  test.each([
    ['a text', 'not a database, but long enough to be looked at as one\n'.repeat(40)],
    ['a single byte', 'x'],
    ['a few bytes', 'x'.repeat(511)],
    ['half a header', 'SQLite format 3\0'],
    ['zeros', '\0'.repeat(8192)],
  ])('stays as it was when it is %s', (_what, content) => {
    writeFileSync(file, content);
    expect(openFault()).toMatchObject({ code: 'LEDGER_UNREADABLE', place: { file } });
    expect(readFileSync(file, 'utf8')).toBe(content);
  });

  test.each([
    ['with marks of its own', 'PRAGMA application_id = 7; PRAGMA user_version = 3; CREATE TABLE t (x)'],
    ['with a version alone', 'PRAGMA user_version = 1; CREATE TABLE calls (x)'],
    ['with no marks at all', 'CREATE TABLE calls (x)'],
  ])('stays as it was when it is the database of another program, %s', (_what, sql) => {
    change(sql);
    const before = readFileSync(file);
    expect(openFault()).toMatchObject({ code: 'LEDGER_UNREADABLE' });
    expect(readFileSync(file)).toEqual(before);
    expect(readdirSync(folder)).not.toContain('reserve');
  });

  test.each([
    ['lies below a file', () => join(file, 'below', 'ledger.db')],
    ['is a folder', () => folder],
  ])('is told to be out of reach when it %s', (_what, toPath) => {
    writeFileSync(file, '');
    expect(openFault(toPath())).toMatchObject({ code: 'LEDGER_NOT_WRITABLE', place: { file: toPath() } });
  });

  test('may be locked by another program for a while; the owner hears of the wait', async () => {
    await makeLedger(1);
    const database = new DatabaseSync(file);
    database.exec('BEGIN IMMEDIATE');
    const clock = new HandClock(1_000);
    const waits: string[] = [];
    const ledger = openLedger(file, { clock, onBlocked: (reason) => waits.push(reason) });
    const write = ledger.recordAnswer(toKey('a'), makeAnswer('x'));
    await clock.wind(600);
    expect(waits).toEqual([expect.stringMatching(/locked/)]);
    expect(ledger.readAnswers(toKey('a'))).toEqual([]);
    database.exec('ROLLBACK');
    database.close();
    await clock.wind(1_000);
    await write;
    const closed = ledger[Symbol.asyncDispose]();
    await clock.wind(1_000);
    await closed;
  });

  test('takes writes that come while it closes and is locked', async () => {
    await makeLedger(1);
    const database = new DatabaseSync(file);
    database.exec('BEGIN IMMEDIATE');
    const clock = new HandClock(1_000);
    const ledger = openLedger(file, { clock });
    const closed = ledger[Symbol.asyncDispose]();
    await clock.wind(300);
    const late = ledger.recordAnswer(toKey('a'), makeAnswer('late'));
    database.exec('ROLLBACK');
    database.close();
    await clock.wind(1_000);
    await closed;
    await expect(late).resolves.toBeGreaterThan(0);
  });

  test('keeps a call even when the answers of two ledgers come in turns', async () => {
    await using one = openLedger(file);
    await using other = openLedger(file);
    await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        (index % 2 === 0 ? one : other).recordAnswer(toKey('a'), makeAnswer(String(index))),
      ),
    );
    const bodies = one.readAnswers(toKey('a')).map(({ raw }) => Number(raw.body));
    expect(bodies.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, index) => index));
  });

  test('holds the whole request, so that it can be understood without the program', async () => {
    {
      await using ledger = openLedger(file);
      await ledger.claim(makeRecord('hello'));
    }
    const database = new DatabaseSync(file, { readOnly: true });
    const row = database.prepare('SELECT * FROM calls').get();
    database.close();
    expect(row).toMatchObject({
      key: 'hello',
      provider: 'openai',
      model: 'm',
      base_url: 'http://127.0.0.1:1',
    });
    expect(row?.request).toBe(makeRecord('hello').request);
  });
});
