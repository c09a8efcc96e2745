import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HandClock } from '../../base/index.ts';
import { beginOwner, endOwner, type Owner } from './claim.ts';
import { makeAnswer, toKey } from './ledger.contract.ts';
import { RescueFile, readRescueFiles } from './rescue.ts';
import { openLedger } from './sqlite-ledger.ts';

let folder: string;
let elsewhere: string;
let file: string;
let owner: Owner;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'idiolect-rescue-test-'));
  elsewhere = mkdtempSync(join(tmpdir(), 'idiolect-rescue-test-'));
  file = join(folder, 'ledger.db');
  owner = beginOwner();
});
afterEach(() => {
  endOwner(owner);
  rmSync(folder, { recursive: true, force: true });
  rmSync(elsewhere, { recursive: true, force: true });
});

const make = (folders: readonly string[] = [elsewhere]) => new RescueFile(file, owner, () => 1, folders);
const toWaiting = (name: string) => ({ key: toKey(name), answer: makeAnswer(`body of ${name} ü\n"`) });
const open = (changes = {}) =>
  openLedger(file, { rescueFolders: [elsewhere], reserveBytes: 4096, ...changes });

describe('a rescue file', () => {
  test('holds each answer once, and goes when all of them are in the ledger', () => {
    const rescue = make();
    const [a, b] = [toWaiting('a'), toWaiting('b')];
    expect(rescue.keep([a])).toBe(true);
    expect(rescue.keep([a, b])).toBe(true);
    expect(readRescueFiles(file, [elsewhere])).toMatchObject([{ file: rescue.file, answers: [a, b] }]);
    const path = rescue.file ?? '';
    rescue.forget([a]);
    expect(existsSync(path)).toBe(true);
    rescue.forget([b]);
    expect(existsSync(path)).toBe(false);
    expect(rescue.file).toBeUndefined();
  });

  test('is made in the next place when the first cannot be written', () => {
    const rescue = make([join(folder, 'nowhere'), elsewhere]);
    expect(rescue.keep([toWaiting('a')])).toBe(true);
    expect(rescue.file).toContain(elsewhere);
  });

  test('says so when no place can be written', () => {
    const rescue = make([join(folder, 'nowhere')]);
    expect(rescue.keep([toWaiting('a')])).toBe(false);
    expect(rescue.file).toBeUndefined();
  });

  test('is read up to the last whole line', () => {
    const rescue = make();
    rescue.keep([toWaiting('a')]);
    writeFileSync(rescue.file ?? '', '{"key":"half', { flag: 'a' });
    expect(readRescueFiles(file, [elsewhere])[0]?.answers).toEqual([toWaiting('a')]);
  });

  test('of another ledger, of another user or behind a link is not read', () => {
    const rescue = make();
    rescue.keep([toWaiting('a')]);
    const path = rescue.file ?? '';
    expect(readRescueFiles(join(folder, 'other.db'), [elsewhere])).toEqual([]);
    chmodSync(path, 0o666);
    expect(readRescueFiles(file, [elsewhere])).toEqual([]);
    chmodSync(path, 0o600);
    const real = join(folder, 'real');
    writeFileSync(real, readFileSync(path), { mode: 0o600 });
    rmSync(path);
    symlinkSync(real, path);
    expect(readRescueFiles(file, [elsewhere])).toEqual([]);
  });
});

describe('the next opening of the ledger', () => {
  test('takes in what its writer left, once', async () => {
    make().keep([toWaiting('a'), toWaiting('b')]);
    const kept = readFileSync(readRescueFiles(file, [elsewhere])[0]?.file ?? '');
    const path = readRescueFiles(file, [elsewhere])[0]?.file ?? '';
    endOwner(owner);
    await open()[Symbol.asyncDispose]();
    expect(existsSync(path)).toBe(false);
    // As after a kill between storing and removing.
    writeFileSync(path, kept, { mode: 0o600 });
    await using ledger = open();
    expect(ledger.readAnswers(toKey('a')).map(({ raw }) => raw.body)).toEqual(['body of a ü\n"']);
    expect(existsSync(path)).toBe(false);
  });

  test('leaves it alone while its writer still tries to store it', async () => {
    const rescue = make();
    rescue.keep([toWaiting('a')]);
    await using ledger = open();
    expect(ledger.readAnswers(toKey('a'))).toEqual([]);
    expect(existsSync(rescue.file ?? '')).toBe(true);
  });

  test('finds what a run could not store because another program kept the ledger locked', async () => {
    await open()[Symbol.asyncDispose]();
    const other = new DatabaseSync(file);
    other.exec('BEGIN IMMEDIATE');
    const clock = new HandClock(1);
    const ledger = open({ clock });
    const write = ledger.recordAnswer(toKey('a'), makeAnswer('paid')).catch((error: unknown) => error);
    await clock.wind(1_000);
    const closed = ledger[Symbol.asyncDispose]();
    await clock.wind(10_000);
    await closed;
    expect(await write).toMatchObject({
      code: 'LEDGER_NOT_WRITABLE',
      message: expect.stringContaining(elsewhere),
    });
    other.exec('ROLLBACK');
    other.close();
    await using again = open();
    expect(again.readAnswers(toKey('a')).map(({ raw }) => raw.body)).toEqual(['paid']);
  });
});
