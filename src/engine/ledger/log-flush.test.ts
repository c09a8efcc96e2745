import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HandClock } from '../../base/index.ts';
import { GroupCommit } from './group-commit.ts';
import { LogFlush } from './log-flush.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'idiolect-flush-'));
  file = join(folder, 'x.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a flush of the log', () => {
  test('is shared by all who ask while another one is under way', async () => {
    writeFileSync(`${file}-wal`, 'log');
    const log = new LogFlush(file);
    const first = log.flush();
    const second = log.flush();
    expect(second).not.toBe(first);
    expect(log.flush()).toBe(second);
    await Promise.all([first, second]);
    const third = log.flush();
    expect(third).not.toBe(second);
    await third;
    log.close();
  });
});

describe('a commit that is flushed apart', () => {
  const flushes: Array<{ readonly done: () => void; readonly failed: (error: unknown) => void }> = [];
  let database: DatabaseSync;
  let clock: HandClock;
  let commits: GroupCommit;
  beforeEach(() => {
    flushes.length = 0;
    database = new DatabaseSync(file);
    database.exec('PRAGMA journal_mode = WAL; CREATE TABLE t (n INTEGER NOT NULL) STRICT');
    clock = new HandClock();
    const flush = () => new Promise<void>((done, failed) => flushes.push({ done, failed }));
    commits = new GroupCommit(database, { file, clock, flush });
  });
  afterEach(() => database.close());

  const put = (n: number) => commits.write(() => database.prepare('INSERT INTO t VALUES (?)').run(n));
  const count = (): unknown => database.prepare('SELECT count(*) AS c FROM t').get()?.c;

  test('is in the file at once, and acknowledged only when it is on the disk', async () => {
    let isTold = false;
    const write = put(1).then(() => {
      isTold = true;
    });
    await clock.wind(10);
    expect(count()).toBe(1);
    expect(isTold).toBe(false);
    flushes[0]?.done();
    await write;
  });

  test('does not keep the next one waiting', async () => {
    const first = put(1);
    await clock.wind(10);
    const second = put(2);
    await clock.wind(10);
    expect(count()).toBe(2);
    for (const { done } of flushes) done();
    await Promise.all([first, second]);
  });

  test('is given up when the disk fails, and nothing more may be asked for', async () => {
    const write = put(1);
    await clock.wind(10);
    flushes[0]?.failed(Object.assign(new Error('i/o error'), { code: 'EIO', syscall: 'fdatasync' }));
    await expect(write).rejects.toMatchObject({ code: 'LEDGER_FULL', place: { file } });
    await expect(commits.outage.whenWritable()).rejects.toMatchObject({ code: 'LEDGER_FULL' });
  });

  test('is waited for when the ledger closes', async () => {
    const write = put(1);
    await clock.wind(10);
    let isDrained = false;
    const drained = commits.drain().then(() => {
      isDrained = true;
    });
    await clock.wind(10);
    expect(isDrained).toBe(false);
    flushes[0]?.done();
    await Promise.all([drained, write]);
  });
});
