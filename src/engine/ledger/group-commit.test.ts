import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { HandClock } from '../../base/index.ts';
import { GroupCommit } from './group-commit.ts';

let folder: string;
let file: string;
let database: DatabaseSync;
let clock: HandClock;
let waits: string[];
let commits: GroupCommit;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'idiolect-commit-'));
  file = join(folder, 'x.db');
  database = new DatabaseSync(file, { timeout: 0 });
  database.exec('PRAGMA journal_mode = WAL; CREATE TABLE t (n INTEGER NOT NULL) STRICT');
  clock = new HandClock();
  waits = [];
  commits = new GroupCommit(database, { file, clock, onBlocked: (reason) => waits.push(reason) });
});
afterEach(() => {
  if (database.isOpen) database.close();
  rmSync(folder, { recursive: true, force: true });
});

const put = (n: unknown) =>
  commits.write(() => Number(database.prepare('INSERT INTO t VALUES (?)').run(n as number).lastInsertRowid));
const list = (): unknown[] =>
  database
    .prepare('SELECT n FROM t ORDER BY rowid')
    .all()
    .map((row) => row.n);
const settle = (writes: ReadonlyArray<Promise<unknown>>) => Promise.allSettled(writes);

test('writes are committed in the order in which they came, and give back their own values', async () => {
  const writes = [3, 1, 2].map(put);
  await clock.wind(10);
  expect(await Promise.all(writes)).toEqual([1, 2, 3]);
  expect(list()).toEqual([3, 1, 2]);
});

test('many writes are one transaction', async () => {
  const begun: string[] = [];
  const counting = new Proxy(database, {
    get: (target, name) => {
      const value = Reflect.get(target, name, target) as unknown;
      if (name !== 'exec') return typeof value === 'function' ? value.bind(target) : value;
      return (sql: string) => {
        begun.push(sql);
        target.exec(sql);
      };
    },
  });
  const group = new GroupCommit(counting, { file, clock });
  const writes = Array.from({ length: 500 }, (_, n) =>
    group.write(() => database.prepare('INSERT INTO t VALUES (?)').run(n)),
  );
  await clock.wind(10);
  await Promise.all(writes);
  expect(begun).toEqual(['BEGIN IMMEDIATE', 'COMMIT']);
  expect(list()).toHaveLength(500);
});

test('no promise resolves before its write is committed', async () => {
  const reader = new DatabaseSync(file, { readOnly: true });
  let seen: unknown;
  const write = put(7).then(() => {
    seen = reader.prepare('SELECT count(*) AS c FROM t').get()?.c;
  });
  await clock.wind(10);
  await write;
  reader.close();
  expect(seen).toBe(1);
});

test('a write made when another one resolves is not lost', async () => {
  const chain = put(1)
    .then(() => put(2))
    .then(() => put(3));
  await clock.wind(100);
  await chain;
  expect(list()).toEqual([1, 2, 3]);
});

test('a write that cannot be done takes no other with it', async () => {
  const thrower = commits.write(() => {
    throw new TypeError('bug');
  });
  const writes = [put(1), thrower, put(2), put(null), put(3)];
  const settled = settle(writes);
  await clock.wind(10);
  expect((await settled).map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'rejected',
    'fulfilled',
  ]);
  expect(list()).toEqual([1, 2, 3]);
  await expect(thrower).rejects.toThrow(new TypeError('bug'));
  await expect(writes[3]).rejects.toMatchObject({ code: 'LEDGER_NOT_WRITABLE', place: { file } });
});

test('a write that fails half way leaves nothing behind', async () => {
  const half = commits.write(() => {
    database.prepare('INSERT INTO t VALUES (1)').run();
    throw new Error('half');
  });
  const whole = put(2);
  const settled = settle([half, whole]);
  await clock.wind(10);
  await settled;
  expect(list()).toEqual([2]);
});

test('a commit that cannot be done fails all its writes, for nobody knows which is at fault', async () => {
  database.exec(`PRAGMA foreign_keys = ON; CREATE TABLE parent (id INTEGER PRIMARY KEY);
    CREATE TABLE child (id INTEGER REFERENCES parent DEFERRABLE INITIALLY DEFERRED)`);
  const first = put(1);
  const orphan = commits.write(() => database.prepare('INSERT INTO child VALUES (7)').run());
  const settled = settle([first, orphan]);
  await clock.wind(10);
  expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(list()).toEqual([]);
  const next = put(2);
  await clock.wind(10);
  await next;
  expect(list()).toEqual([2]);
});

test('a lock is waited out without blocking, told once, and everything is written once', async () => {
  const other = new DatabaseSync(file);
  other.exec('BEGIN IMMEDIATE');
  const writes = [1, 2].map(put);
  await clock.wind(5_000);
  expect(waits).toEqual([expect.stringMatching(/locked/)]);
  const late = put(3);
  other.exec('ROLLBACK');
  other.close();
  await clock.wind(1_000);
  expect(await Promise.all([...writes, late])).toEqual([1, 2, 3]);
  expect(list()).toEqual([1, 2, 3]);
});

test('a lock that does not end fails the writes after ten minutes, the next ones at once, until it has ended', async () => {
  const other = new DatabaseSync(file);
  other.exec('BEGIN IMMEDIATE');
  const first = settle([put(1), put(2)]);
  await clock.wind(590_000);
  expect(commits.outage.blocked).toEqual({ reason: 'locked by another program', sinceMs: 4 });
  await clock.wind(11_000);
  expect((await first).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const second = settle([put(3)]);
  await clock.wind(1_000);
  expect((await second).map(({ status }) => status)).toEqual(['rejected']);
  await expect(commits.outage.whenWritable()).rejects.toMatchObject({ code: 'LEDGER_NOT_WRITABLE' });
  other.exec('ROLLBACK');
  other.close();
  const third = put(4);
  await clock.wind(1_000);
  await third;
  expect(list()).toEqual([4]);
  expect(await commits.outage.whenWritable()).toBe(true);
});

test('a listener that throws ends the run, and what waits is stored all the same', async () => {
  const other = new DatabaseSync(file);
  other.exec('BEGIN IMMEDIATE');
  commits = new GroupCommit(database, {
    file,
    clock,
    onBlocked: () => {
      throw new Error('listener');
    },
  });
  const first = put(1);
  await clock.wind(1_000);
  await expect(commits.outage.whenWritable()).rejects.toThrow('listener');
  other.exec('ROLLBACK');
  other.close();
  await clock.wind(1_000);
  await first;
  expect(list()).toEqual([1]);
});

test('an urgent write waits for the end of the turn alone, and takes along what waits', async () => {
  const slow = put(1);
  const urgent = [2, 3].map((n) =>
    commits.write(() => database.prepare('INSERT INTO t VALUES (?)').run(n), { isUrgent: true }),
  );
  await Promise.all([slow, ...urgent]);
  expect(clock.nowMs()).toBe(0);
  expect(list()).toEqual([1, 2, 3]);
});

test('a write whose signal aborts while nothing can be written is left out', async () => {
  const other = new DatabaseSync(file);
  other.exec('BEGIN IMMEDIATE');
  const abort = new AbortController();
  const given = commits.write(() => 'written', { signal: abort.signal });
  await clock.wind(1_000);
  abort.abort();
  await clock.wind(300);
  expect(await given).toBeUndefined();
  other.exec('ROLLBACK');
  other.close();
});

test('draining waits for what is there, also for what comes meanwhile', async () => {
  void put(1).then(() => put(2));
  let drained = false;
  const drain = commits.drain().then(() => {
    drained = true;
  });
  expect(drained).toBe(false);
  await clock.wind(20);
  await drain;
  expect(list()).toEqual([1, 2]);
  expect(clock.sleeping).toBe(0);
});

test('draining what is empty ends at once', async () => {
  await commits.drain();
});

test('a database that is closed rejects', async () => {
  database.close();
  const write = settle([put(1)]);
  await clock.wind(10);
  expect(await write).toMatchObject([{ status: 'rejected' }]);
});
