import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeRig, toOptions } from './damage-rig.contract.ts';
import { makeVersionOne } from './fixtures-v1.contract.ts';
import { makeAnswer, toKey } from './ledger.contract.ts';
import { openLedger } from './sqlite-ledger.ts';

let rig: ReturnType<typeof makeRig>;
beforeEach(() => {
  rig = makeRig();
  makeVersionOne(rig.file);
});
afterEach(() => rig.remove());

const dump = (file: string): unknown[] => {
  const database = new DatabaseSync(file, { readOnly: true });
  const tables = ['calls', 'answers', 'failures', 'claims', 'runs'];
  const rows = tables.map((table) => database.prepare(`SELECT * FROM ${table}`).all());
  const marks = [
    database.prepare('PRAGMA user_version').get(),
    database.prepare('PRAGMA application_id').get(),
  ];
  database.close();
  return [...rows, ...marks];
};

test('a ledger of version 1 is lifted in its place, and a copy of it is kept', async () => {
  const before = dump(rig.file);
  {
    await using ledger = openLedger(rig.file, toOptions(rig));
    expect(ledger.readAnswers(toKey('a'))).toMatchObject([
      {
        id: 1,
        raw: { body: '{"x":1}', requestId: 'req_1' },
        settlement: { verdict: 'accepted', costUsd: 0.5 },
      },
    ]);
    expect(ledger.readAnswers(toKey('b'))).toEqual([]);
    expect(ledger.readFailure(toKey('c'))).toEqual({ kind: 'refused', message: 'No.', atMs: 9 });
    expect(ledger.listRuns()).toMatchObject([
      { id: 1, ending: 'done', progress: undefined, isAlive: false },
      { id: 2, ending: undefined, progress: undefined, isAlive: false },
    ]);
    expect(await ledger.recordAnswer(toKey('a'), makeAnswer('new'))).toBe(3);
  }
  expect(dump(`${rig.file}.v1`)).toEqual(before);
});

test('a ledger of version 1 can be read as it is', async () => {
  const { mtimeMs } = statSync(rig.file);
  await using ledger = openLedger(rig.file, { readOnly: true });
  expect(ledger.readAnswers(toKey('a'))).toHaveLength(1);
  expect(ledger.listRuns()).toHaveLength(2);
  expect(statSync(rig.file).mtimeMs).toBe(mtimeMs);
  expect(readdirSync(rig.folder)).toEqual(['ledger.db']);
});

test('a kill at any step of the lifting leaves a ledger that opens with all it had', async () => {
  const schema = pathToFileURL(join(import.meta.dirname, 'schema.ts')).href;
  // Dies before the n-th thing that the connection is told to do.
  const script = `
    import { DatabaseSync } from 'node:sqlite';
    import { migrateLedger } from ${JSON.stringify(schema)};
    let left = Number(process.env.STEP);
    const database = new DatabaseSync(${JSON.stringify(rig.file)});
    const count = (work) => (...args) => { if (left-- === 0) process.kill(process.pid, 'SIGKILL'); return work(...args); };
    migrateLedger({ exec: count((sql) => { for (const part of sql.split(';')) { if (left-- === 0) process.kill(process.pid, 'SIGKILL'); database.exec(part); } }),
      prepare: count((sql) => database.prepare(sql)) }, ${JSON.stringify(rig.file)});
    process.stdout.write('whole');`;
  let isWhole = false;
  for (let step = 0; !isWhole && step < 60; step++) {
    rig.remove();
    rig = makeRig();
    makeVersionOne(rig.file);
    try {
      const said = execFileSync(
        process.execPath,
        ['--input-type=module', '--eval', script.replaceAll(/"[^"]*ledger\.db"/g, JSON.stringify(rig.file))],
        {
          env: { STEP: String(step) },
          stdio: 'pipe',
        },
      );
      isWhole = said.toString() === 'whole';
    } catch {
      // Killed, as it was to be.
    }
    await using ledger = openLedger(rig.file, toOptions(rig));
    expect(ledger.readAnswers(toKey('a'))).toHaveLength(1);
    expect(ledger.listRuns()).toHaveLength(2);
    expect(existsSync(`${rig.file}.v1`)).toBe(true);
  }
  expect(isWhole).toBe(true);
});

test('a newer ledger is left untouched, also by a reader', () => {
  const database = new DatabaseSync(rig.file);
  database.exec('PRAGMA user_version = 99');
  database.close();
  const before = readFileSync(rig.file);
  for (const readOnly of [true, false]) {
    expect(() => openLedger(rig.file, { ...toOptions(rig), readOnly })).toThrow(
      expect.objectContaining({ code: 'LEDGER_NEWER' }),
    );
  }
  expect(readFileSync(rig.file)).toEqual(before);
});
