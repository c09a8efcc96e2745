import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { countHeld, fill, fillAndDie, makeRig, openFault, toOptions } from './damage-rig.contract.ts';
import { makeAnswer, toKey } from './ledger.contract.ts';
import { openLedger } from './sqlite-ledger.ts';

let rig: ReturnType<typeof makeRig>;
beforeEach(() => {
  rig = makeRig();
});
afterEach(() => rig.remove());

const spoil = (path: string, at: number, bytes: Buffer): void => {
  const content = readFileSync(path);
  bytes.copy(content, at);
  writeFileSync(path, content);
};
const change = (sql: string): void => {
  const database = new DatabaseSync(rig.file);
  database.exec(sql);
  database.close();
};
const listAside = (): string[] => readdirSync(rig.folder).filter((name) => name.includes('.damaged-'));

describe('a damaged ledger', () => {
  test.each([
    ['its header is overwritten', () => spoil(rig.file, 0, Buffer.alloc(100, 0xa5)), 20],
    ['its first page is overwritten', () => spoil(rig.file, 0, Buffer.alloc(4096, 0xa5)), 20],
    ['a page in the middle is overwritten', () => spoil(rig.file, 40_960, Buffer.alloc(4096, 0xa5)), 10],
    ['it was cut in the middle of a page', () => truncateSync(rig.file, statSync(rig.file).size - 5_000), 10],
    ['it was cut to a tenth', () => truncateSync(rig.file, Math.floor(statSync(rig.file).size / 10)), 0],
    ['it has nothing in it any more', () => truncateSync(rig.file, 0), 0],
    ['it has a few bytes left', () => truncateSync(rig.file, 50), 0],
    ['a table is gone', () => change('DROP TABLE failures'), 20],
    ['an index is gone', () => change('DROP INDEX answers_by_call'), 20],
    ['its marks are gone', () => change('PRAGMA application_id = 0'), 20],
    ['its version is gone', () => change('PRAGMA user_version = 0'), 20],
  ])('is kept aside, and what can be read is carried over: %s', async (_what, damage, atLeast) => {
    await fill(rig, 20);
    damage();
    const before = readFileSync(rig.file);
    const fault = await openFault(rig);
    expect(fault).toMatchObject({ code: 'LEDGER_DAMAGED', place: { file: rig.file } });
    expect(fault?.message).toMatch(/Nothing was asked for/);
    const [aside = ''] = listAside();
    expect(readFileSync(`${rig.folder}/${aside}`)).toEqual(before);
    expect(await openFault(rig)).toBeUndefined();
    const held = await countHeld(rig);
    expect(held).toBeGreaterThanOrEqual(atLeast);
    expect(fault?.message).toContain(`${held} replies`);
  });

  test('is told when an index does not match its table', async () => {
    await fill(rig, 20);
    const database = new DatabaseSync(rig.file);
    const root = Number(
      database.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'answers_by_call'").get()?.rootpage,
    );
    database.close();
    // One letter of one key.
    const page = readFileSync(rig.file).subarray((root - 1) * 4096, root * 4096);
    const at = (root - 1) * 4096 + page.lastIndexOf('call 7') + 5;
    spoil(rig.file, at, Buffer.from('8'));
    expect((await openFault(rig))?.code).toBe('LEDGER_DAMAGED');
    expect(await countHeld(rig)).toBe(20);
  });

  test('is told when a single byte of a reply has changed, and that reply alone is asked for anew', async () => {
    await fill(rig, 20);
    const at = readFileSync(rig.file).lastIndexOf('xxxxxxxx');
    spoil(rig.file, at, Buffer.from('z'));
    const fault = await openFault(rig);
    expect(fault?.message).toMatch(/answer \d+ is not what was stored\. 19 replies .* at least 1 reply/s);
    expect(await countHeld(rig)).toBe(19);
  });

  test('carries over runs, calls, failures and what answers were worth', async () => {
    await fill(rig, 3);
    {
      await using ledger = openLedger(rig.file, toOptions(rig));
      await ledger.recordFailure(toKey('x'), { kind: 'refused', message: 'No.', atMs: 5 });
      ledger.noteProgress(await ledger.beginRun({ seed: 2 }), { done: 1 });
      await ledger.setAside([toKey('call 1')]);
    }
    const read = () => {
      const database = new DatabaseSync(rig.file, { readOnly: true });
      const tables = ['answers', 'runs', 'calls', 'failures', 'claims'];
      const rows = tables.map((table) => database.prepare(`SELECT * FROM ${table}`).all());
      database.close();
      return rows;
    };
    const before = read();
    spoil(rig.file, 0, Buffer.alloc(100, 0));
    expect((await openFault(rig))?.message).toContain('3 replies and 2 runs');
    expect(read()).toEqual(before);
  });

  test('is never written over by a second one', async () => {
    await fill(rig, 3);
    for (let turn = 0; turn < 3; turn++) {
      spoil(rig.file, 0, Buffer.alloc(100, turn));
      expect((await openFault(rig))?.code).toBe('LEDGER_DAMAGED');
    }
    expect(listAside()).toHaveLength(3);
    expect(await countHeld(rig)).toBe(3);
  });

  test('is not looked at while another has it open', async () => {
    await fill(rig, 3);
    await using other = openLedger(rig.file, toOptions(rig));
    await other.recordAnswer(toKey('b'), makeAnswer('x'));
    expect(await openFault(rig)).toBeUndefined();
    expect(other.readAnswers(toKey('b'))).toHaveLength(1);
  });

  test('is replaced in the end when the replacement was cut short', async () => {
    await fill(rig, 5);
    copyFileSync(rig.file, `${rig.file}.salvaged`);
    spoil(rig.file, 0, Buffer.alloc(4096, 1));
    writeFileSync(`${rig.file}-wal`, Buffer.alloc(9_000, 1));
    expect(await openFault(rig)).toBeUndefined();
    expect(await countHeld(rig)).toBe(5);
  });

  test('met in mid-run ends the run, and the answer in hand is kept elsewhere', async () => {
    await fill(rig, 20);
    const ledger = openLedger(rig.file, toOptions(rig));
    const { size } = statSync(rig.file);
    spoil(rig.file, 4096, Buffer.alloc(size - 4096, 0xa5));
    expect(() => ledger.readAnswers(toKey('call 3'))).toThrow(
      expect.objectContaining({ code: 'LEDGER_DAMAGED' }),
    );
    await expect(ledger.whenWritable(new AbortController().signal)).rejects.toMatchObject({
      code: 'LEDGER_DAMAGED',
    });
    await expect(ledger.recordAnswer(toKey('new'), makeAnswer('paid'))).rejects.toMatchObject({
      code: 'LEDGER_DAMAGED',
      message: expect.stringContaining('idiolect-rescue-'),
    });
    await ledger[Symbol.asyncDispose]();
    expect((await openFault(rig))?.code).toBe('LEDGER_DAMAGED');
    await using again = openLedger(rig.file, toOptions(rig));
    expect(again.readAnswers(toKey('new')).map(({ raw }) => raw.body)).toEqual(['paid']);
    expect(readdirSync(rig.folder).filter((name) => name.includes('rescue'))).toEqual([]);
  });
});

describe('the log of a ledger whose process was killed', () => {
  const wal = (): string => `${rig.file}-wal`;

  test.each([
    ['nothing happens to it', () => undefined],
    ['its shared memory file is gone', () => rmSync(`${rig.file}-shm`)],
    ['its shared memory file is nonsense', () => spoil(`${rig.file}-shm`, 0, Buffer.alloc(200, 0x5a))],
    ['a last page is half written', () => writeFileSync(wal(), Buffer.alloc(700, 1), { flag: 'a' })],
  ])('gives all back, without a word, when %s', async (_what, damage) => {
    fillAndDie(rig, 8);
    damage();
    expect(await openFault(rig)).toBeUndefined();
    expect(await countHeld(rig)).toBe(8);
  });

  test.each([
    ['torn in the middle', () => spoil(wal(), Math.floor(statSync(wal()).size / 2), Buffer.alloc(300, 7)), 6],
    ['its header is damaged', () => spoil(wal(), 0, Buffer.alloc(16, 7)), 8],
    ['the database is gone', () => rmSync(rig.file), 8],
    ['the database is empty', () => truncateSync(rig.file, 0), 8],
    ['it was cut short', () => truncateSync(wal(), 32 + 4120 * 12), 1],
    ['it is gone', () => rmSync(wal()), 0],
    ['it was emptied', () => truncateSync(wal(), 0), 0],
  ])('is told to be damaged, and gives back what is whole: %s', async (_what, damage, atLeast) => {
    fillAndDie(rig, 8);
    damage();
    const fault = await openFault(rig);
    expect(fault?.code).toBe('LEDGER_DAMAGED');
    const held = await countHeld(rig);
    expect(held).toBeGreaterThanOrEqual(atLeast);
    expect(existsSync(wal())).toBe(false);
  });
});
