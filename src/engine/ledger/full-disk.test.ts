import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HandClock } from '../../base/index.ts';
import { beginOwner, endOwner } from './claim.ts';
import { GroupCommit } from './group-commit.ts';
import { makeAnswer, makeRecord, toKey } from './ledger.contract.ts';
import { RescueFile, readRescueFiles } from './rescue.ts';
import { makeFakeDisk, mountSmallDisk, type SmallDisk } from './small-disk.contract.ts';
import { openLedger } from './sqlite-ledger.ts';

const RESERVE_BYTES = 1 << 20;
const never = new AbortController().signal;
const probe = mountSmallDisk();
probe?.remove();
/** Where nothing can be mounted the connection alone plays the full disk. */
const disks: ReadonlyArray<readonly [string, () => SmallDisk]> = [
  ['that refuses', makeFakeDisk],
  ...(probe === undefined ? [] : [['that is real', () => mountSmallDisk() ?? makeFakeDisk()] as const]),
];

describe.each(disks)('a full disk %s', (_name, makeDisk) => {
  let disk: SmallDisk;
  let file: string;
  let database: DatabaseSync;
  let clock: HandClock;
  let told: string[];
  let commits: GroupCommit;
  let rescue: RescueFile;

  beforeEach(() => {
    disk = makeDisk();
    file = join(disk.folder, 'ledger.db');
    database = new DatabaseSync(file);
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE t (body TEXT)');
    clock = new HandClock();
    told = [];
    const reserve = disk.makeReserve(file, RESERVE_BYTES);
    reserve.make();
    const owner = beginOwner();
    endOwner(owner);
    rescue = new RescueFile(file, owner, () => clock.nowMs(), [disk.elsewhere]);
    commits = new GroupCommit(disk.wrap(database), {
      file,
      clock,
      reserve,
      rescue,
      onBlocked: (reason) => told.push(reason),
      onUnblocked: () => told.push('over'),
    });
  });
  afterEach(() => {
    if (database.isOpen) database.close();
    disk.remove();
  });

  /** An answer of a size, as the ledger would record it. */
  const record = (name: string, bytes = 30_000) => {
    const body = 'b'.repeat(bytes);
    const answer = { key: toKey(name), answer: makeAnswer(body) };
    const insert = database.prepare('INSERT INTO t VALUES (?)');
    return commits.write(() => Number(insert.run(body).lastInsertRowid), { isUrgent: true, answer });
  };
  const count = () => Number(database.prepare('SELECT count(*) AS n FROM t').get()?.n);

  test('takes the reserve for what is under way, and lets nothing new be sent', async () => {
    disk.fill();
    const ids = await Promise.all(Array.from({ length: 10 }, (_, n) => record(`call ${n}`)));
    expect(ids).toHaveLength(10);
    expect(count()).toBe(10);
    expect(told).toEqual(['disk full']);
    expect(commits.outage.blocked).toEqual({ reason: 'disk full', sinceMs: 0 });
    expect(existsSync(join(disk.folder, 'reserve'))).toBe(false);
    const abort = new AbortController();
    const writable = commits.outage.whenWritable(abort.signal);
    await clock.wind(5_000);
    abort.abort();
    expect(await writable).toBe(false);
  });

  test('goes on when space was freed, with a new reserve', async () => {
    disk.fill();
    await record('a');
    const writable = commits.outage.whenWritable(never);
    await clock.wind(30_000);
    disk.free();
    await clock.wind(300);
    expect(await writable).toBe(true);
    expect(told).toEqual(['disk full', 'over']);
    expect(commits.outage.blocked).toBeUndefined();
    expect(statSync(join(disk.folder, 'reserve')).size).toBe(RESERVE_BYTES);
  });

  test('ends the run after a minute in which nothing was freed', async () => {
    disk.fill();
    await record('a');
    const writable = commits.outage.whenWritable(never).catch((error: unknown) => error);
    await clock.wind(61_000);
    expect(await writable).toMatchObject({
      code: 'LEDGER_FULL',
      message: expect.stringContaining('Every reply that came in is stored'),
    });
    // What is still under way is stored all the same.
    await record('late');
    expect(count()).toBe(2);
  });

  test('keeps in another place, in time and at last, what has no room on the reserve either', async () => {
    disk.fill();
    const writes = Array.from({ length: 60 }, async (_, n) => {
      for (let turn = 0; turn < n % 6; turn++) await new Promise(setImmediate);
      return record(`call ${n}`, 60_000);
    });
    const settled = Promise.allSettled(writes);
    await clock.wind(10_000);
    const waiting = readRescueFiles(file, [disk.elsewhere]);
    expect(waiting).toHaveLength(1);
    expect(statSync(waiting[0]?.file ?? '').mode & 0o777).toBe(0o600);
    await clock.wind(90_000);
    const ends = await settled;
    const lost = ends.filter(({ status }) => status === 'rejected').length;
    expect(lost).toBeGreaterThan(0);
    const [rescued] = readRescueFiles(file, [disk.elsewhere]);
    expect(rescued?.answers).toHaveLength(lost);
    expect(count() + lost).toBe(60);
    expect(ends.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'LEDGER_FULL', message: expect.stringContaining(rescued?.file ?? 'none') },
    });
  });

  test('forgets what it kept elsewhere when there is room after all', async () => {
    disk.fill();
    const writes = Array.from({ length: 10 }, (_, n) => record(`call ${n}`, 400_000));
    await clock.wind(10_000);
    expect(readdirSync(disk.elsewhere)).toHaveLength(
      disk.makeReserve === undefined ? 0 : rescue.file ? 1 : 0,
    );
    disk.free();
    await clock.wind(1_000);
    await Promise.all(writes);
    expect(count()).toBe(10);
    expect(readdirSync(disk.elsewhere)).toEqual([]);
  });
});

describe('a ledger on a disk that becomes full', () => {
  test.runIf(probe !== undefined)(
    'stores what is in hand, and goes on where it ended when space is freed',
    async () => {
      const disk = mountSmallDisk() ?? makeFakeDisk();
      try {
        const file = join(disk.folder, 'ledger.db');
        const options = { rescueFolders: [disk.elsewhere], reserveBytes: RESERVE_BYTES };
        const ledger = openLedger(file, options);
        expect(await ledger.claim(makeRecord('a'))).toBe(true);
        disk.fill();
        const ids = await Promise.all(
          Array.from({ length: 12 }, (_, n) =>
            ledger.recordAnswer(toKey(`call ${n}`), makeAnswer('c'.repeat(30_000))),
          ),
        );
        expect(ledger.blocked?.reason).toBe('disk full');
        await ledger[Symbol.asyncDispose]();
        expect(() => openLedger(file, options)).toThrow(expect.objectContaining({ code: 'LEDGER_FULL' }));
        disk.free();
        await using again = openLedger(file, options);
        for (const id of ids) expect(again.readAnswer(id)?.raw.body).toHaveLength(30_000);
      } finally {
        disk.remove();
      }
    },
  );
});
