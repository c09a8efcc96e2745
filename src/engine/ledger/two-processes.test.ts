import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HandClock } from '../../base/index.ts';
import { toOptions } from './damage-rig.contract.ts';
import { makeAnswer, makeRecord, toKey } from './ledger.contract.ts';
import type { Ledger } from './ledger.ts';
import { openLedger } from './sqlite-ledger.ts';

const HOUR_MS = 3_600_000;
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'idiolect-two-'));
  file = join(folder, 'ledger.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const change = (sql: string, ...values: Array<string | number>): void => {
  const database = new DatabaseSync(file, { timeout: 5_000 });
  database.prepare(sql).run(...values);
  database.close();
};

/** Steps of two processes on one folder. A killed one is opened anew when it has something to do. */
type Step = {
  readonly who: 0 | 1;
  readonly what: 'claim' | 'record' | 'release' | 'kill';
  readonly call: number;
};
const steps = fc.array(
  fc.record({
    who: fc.constantFrom(0 as const, 1 as const),
    what: fc.constantFrom('claim', 'claim', 'record', 'release', 'kill' as const),
    call: fc.nat(3),
  }) as fc.Arbitrary<Step>,
  { minLength: 1, maxLength: 40 },
);

/** The claims of a killed process stand in the ledger under its name; nobody of that name is there. */
const kill = async (ledger: Ledger, held: ReadonlySet<number>): Promise<void> => {
  await ledger[Symbol.asyncDispose]();
  for (const call of held) {
    change(
      "INSERT OR REPLACE INTO claims SELECT ?, 'dead', host, pid, beat_ms FROM claims_of_dead",
      `call ${call}`,
    );
  }
};

test('whatever two processes do, a call has one owner and no answer is lost', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (list) => {
      rmSync(folder, { recursive: true, force: true });
      const open = (): Ledger => openLedger(file, toOptions({ folder }));
      const ledgers: [Ledger, Ledger] = [open(), open()];
      change('CREATE TABLE claims_of_dead AS SELECT ? AS host, ? AS pid, 0 AS beat_ms', '', 2 ** 30);
      change('UPDATE claims_of_dead SET host = ?', (await import('node:os')).hostname());
      const held: [Set<number>, Set<number>] = [new Set(), new Set()];
      const recorded = new Map<number, string>();
      for (const { who, what, call } of list) {
        const ledger = ledgers[who];
        const name = `call ${call}`;
        if (what === 'claim') {
          const isFree = !held[0].has(call) && !held[1].has(call);
          expect(await ledger.claim(makeRecord(name))).toBe(isFree);
          if (isFree) held[who].add(call);
        } else if (what === 'record') {
          const body = `${recorded.size} by ${who}`;
          recorded.set(await ledger.recordAnswer(toKey(name), makeAnswer(body)), body);
        } else if (what === 'release') {
          ledger.release(toKey(name));
          held[who].delete(call);
          // Writes keep their order: what was given back is known when a later write is done.
          recorded.set(
            await ledger.recordAnswer(toKey('mark'), makeAnswer(`mark ${recorded.size}`)),
            `mark ${recorded.size}`,
          );
        } else {
          await kill(ledger, held[who]);
          held[who].clear();
          ledgers[who] = open();
        }
      }
      for (const [id, body] of recorded) {
        expect(ledgers.map((ledger) => ledger.readAnswer(id)?.raw.body)).toEqual([body, body]);
      }
      for (const ledger of ledgers) await ledger[Symbol.asyncDispose]();
    }),
    { numRuns: 40 },
  );
});

describe('a claim', () => {
  test('is seen by another process when its promise resolves', async () => {
    await using ledger = openLedger(file, toOptions({ folder }));
    await ledger.claim(makeRecord('a'));
    const other = new DatabaseSync(file, { readOnly: true });
    expect(other.prepare('SELECT call_key FROM claims').all()).toEqual([{ call_key: 'a' }]);
    other.close();
  });

  test.each([
    ['back by hours', -5 * HOUR_MS],
    ['forward by hours', 5 * HOUR_MS],
  ])('of a living process is kept when the clock is set %s', async (_what, jumpMs) => {
    const clock = new HandClock(10 * HOUR_MS);
    const ahead = new HandClock(10 * HOUR_MS + jumpMs);
    await using one = openLedger(file, { ...toOptions({ folder }), clock });
    await using other = openLedger(file, { ...toOptions({ folder }), clock: ahead });
    const taken = one.claim(makeRecord('a'));
    await clock.wind(10);
    expect(await taken).toBe(true);
    for (let minute = 0; minute < 30; minute++) {
      const asked = other.claim(makeRecord('a'));
      await ahead.wind(60_000);
      expect(await asked).toBe(false);
    }
    const [ends, otherEnds] = [one[Symbol.asyncDispose](), other[Symbol.asyncDispose]()];
    await clock.wind(100);
    await ahead.wind(100);
    await Promise.all([ends, otherEnds]);
  });

  test('of a process elsewhere that died is free in minutes, however the clocks were set', async () => {
    const clock = new HandClock(10 * HOUR_MS);
    const ledger = openLedger(file, { ...toOptions({ folder }), clock });
    change("INSERT INTO claims VALUES ('a', 'dead', 'elsewhere', 7, ?)", 15 * HOUR_MS);
    change("INSERT INTO claims VALUES ('b', 'dead too', 'elsewhere', 8, ?)", 10 * HOUR_MS);
    const taken = new Map<string, number>();
    for (let minute = 0; minute < 8; minute++) {
      for (const name of ['a', 'b']) {
        if (taken.has(name)) continue;
        const asked = ledger.claim(makeRecord(name));
        await clock.wind(30_000);
        if (await asked) taken.set(name, minute);
      }
    }
    expect(taken.get('a')).toBeLessThanOrEqual(2);
    expect(taken.get('b')).toBeLessThanOrEqual(7);
    const ends = ledger[Symbol.asyncDispose]();
    await clock.wind(100);
    await ends;
  });

  test('given up while the ledger is locked is no claim', async () => {
    const clock = new HandClock(1);
    const ledger = openLedger(file, { ...toOptions({ folder }), clock });
    const other = new DatabaseSync(file);
    other.exec('BEGIN IMMEDIATE');
    const abort = new AbortController();
    const asked = ledger.claim(makeRecord('a'), abort.signal);
    await clock.wind(1_000);
    expect(ledger.blocked?.reason).toBe('locked by another program');
    abort.abort();
    await clock.wind(300);
    expect(await asked).toBe(false);
    other.exec('ROLLBACK');
    other.close();
    const again = ledger.claim(makeRecord('a'));
    await clock.wind(1_000);
    expect(await again).toBe(true);
    const ends = ledger[Symbol.asyncDispose]();
    await clock.wind(100);
    await ends;
  });
});
