import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fill, makeRig, toOptions } from './damage-rig.contract.ts';
import { makeAnswer, makeRecord, toKey } from './ledger.contract.ts';
import { openLedger } from './sqlite-ledger.ts';

/** "nobody" on most systems: any user but the administrator, who may write everywhere. */
const NOBODY = 65_534;

let rig: ReturnType<typeof makeRig>;
beforeEach(async () => {
  rig = makeRig();
  await fill(rig, 3);
});
afterEach(() => {
  chmodSync(rig.folder, 0o700);
  rig.remove();
});

const asUser = async <Value>(work: () => Promise<Value> | Value): Promise<Value> => {
  const isAdministrator = process.geteuid?.() === 0;
  if (isAdministrator) process.seteuid?.(NOBODY);
  try {
    return await work();
  } finally {
    if (isAdministrator) process.seteuid?.(0);
  }
};
const readBodies = async (): Promise<number[]> => {
  await using ledger = openLedger(rig.file, { readOnly: true });
  return [0, 1, 2].map((n) => ledger.readAnswers(toKey(`call ${n}`)).length);
};
const lock = (folderMode = 0o555, fileMode = 0o444): void => {
  for (const name of readdirSync(rig.folder)) chmodSync(join(rig.folder, name), fileMode);
  chmodSync(rig.folder, folderMode);
};

describe('a ledger that may not be written', () => {
  test.each([
    ['its folder and files may not be written', 0o555, 0o444],
    ['its folder may not be written', 0o555, 0o666],
    ['its files may not be written', 0o777, 0o444],
  ])('is told before anything is paid for: %s', async (_what, folderMode, fileMode) => {
    lock(folderMode, fileMode);
    const before = readFileSync(rig.file);
    await asUser(() => {
      expect(() => openLedger(rig.file, toOptions(rig))).toThrow(
        expect.objectContaining({
          code: 'LEDGER_NOT_WRITABLE',
          hint: expect.stringContaining('Nothing was asked for'),
        }),
      );
    });
    expect(readFileSync(rig.file)).toEqual(before);
  });

  test('is told when its folder cannot be made', async () => {
    chmodSync(rig.folder, 0o555);
    await asUser(() => {
      expect(() => openLedger(join(rig.folder, 'new', 'ledger.db'))).toThrow(
        expect.objectContaining({ code: 'LEDGER_NOT_WRITABLE' }),
      );
    });
  });
});

describe('a ledger that is opened for reading', () => {
  test('is read in a folder that may not be written', async () => {
    lock();
    expect(await asUser(readBodies)).toEqual([1, 1, 1]);
  });

  test('stays as it is, byte for byte, and no file is made', async () => {
    const look = () =>
      readdirSync(rig.folder).map((name) => [
        name,
        statSync(join(rig.folder, name)).mtimeMs,
        readFileSync(join(rig.folder, name)),
      ]);
    const before = look();
    expect(await readBodies()).toEqual([1, 1, 1]);
    expect(look()).toEqual(before);
  });

  test('is read with the log of a process that was killed or is at work', async () => {
    await using writer = openLedger(rig.file, toOptions(rig));
    await writer.recordAnswer(toKey('call 0'), makeAnswer('second'));
    const before = readFileSync(`${rig.file}-wal`);
    expect(await readBodies()).toEqual([2, 1, 1]);
    expect(readFileSync(`${rig.file}-wal`)).toEqual(before);
    // As a copy of a backup would be: without the shared memory file, where nothing may be written.
    const copy = join(rig.folder, 'copy');
    mkdirSync(copy);
    for (const end of ['', '-wal']) copyFileSync(`${rig.file}${end}`, join(copy, `ledger.db${end}`));
    for (const name of readdirSync(copy)) chmodSync(join(copy, name), 0o444);
    chmodSync(rig.folder, 0o755);
    chmodSync(copy, 0o555);
    const seen = await asUser(async () => {
      await using ledger = openLedger(join(copy, 'ledger.db'), { readOnly: true });
      return ledger.readAnswers(toKey('call 0')).length;
    });
    expect(seen).toBe(2);
    expect(readdirSync(copy)).toEqual(['ledger.db', 'ledger.db-wal']);
    chmodSync(copy, 0o755);
  });

  test('shows what was written since it was opened', async () => {
    await using reader = openLedger(rig.file, { readOnly: true });
    expect(reader.readAnswers(toKey('call 0'))).toHaveLength(1);
    {
      await using writer = openLedger(rig.file, toOptions(rig));
      await writer.recordAnswer(toKey('call 0'), makeAnswer('second'));
      expect(reader.readAnswers(toKey('call 0'))).toHaveLength(2);
    }
    expect(reader.readAnswers(toKey('call 0'))).toHaveLength(2);
  });

  test('tells a run that is at work from one that was killed', async () => {
    const writer = openLedger(rig.file, toOptions(rig));
    const id = await writer.beginRun({ seed: 7 });
    writer.noteProgress(id, { done: 3 });
    await writer.recordFailure(toKey('x'), { kind: 'empty', message: 'x', atMs: 1 });
    await using reader = openLedger(rig.file, { readOnly: true });
    expect(reader.listRuns().at(-1)).toMatchObject({ id, progress: { done: 3 }, isAlive: true });
    await writer[Symbol.asyncDispose]();
    expect(reader.listRuns().at(-1)).toMatchObject({ id, ending: undefined, isAlive: false });
  });

  test('refuses to write', async () => {
    await using reader = openLedger(rig.file, { readOnly: true });
    await expect(reader.claim(makeRecord('a'))).rejects.toThrow(/reading alone/);
    await expect(reader.recordAnswer(toKey('a'), makeAnswer('x'))).rejects.toThrow(/reading alone/);
  });

  test('is nothing yet when the process that was making it was killed', async () => {
    rmSync(rig.file);
    new DatabaseSync(rig.file).close();
    await using reader = openLedger(rig.file, { readOnly: true });
    expect(reader.listRuns()).toEqual([]);
  });
});
