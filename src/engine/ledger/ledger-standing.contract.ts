import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type LedgerPlace, makeAnswer, makeRecord, toKey } from './ledger.contract.ts';
import type { Ledger } from './ledger.ts';

/** What every ledger tells of the runs at work on it, and of whether it can store. */
export const ledgerStandingContract = (name: string, makePlace: () => Promise<LedgerPlace>): void => {
  describe(`${name} as a ledger that is looked at from outside`, () => {
    let place: LedgerPlace;
    let opened: Ledger[];
    const open = (): Ledger => {
      const ledger = place.open();
      opened.push(ledger);
      return ledger;
    };
    const close = (ledger: Ledger) => ledger[Symbol.asyncDispose]();
    /** Writes keep their order, so one that is awaited shows that those before it are done. */
    const flush = (ledger: Ledger) => ledger.recordAnswer(toKey('mark'), makeAnswer('mark'));

    beforeEach(async () => {
      opened = [];
      place = await makePlace();
    });
    afterEach(async () => {
      for (const ledger of opened) await close(ledger);
      await place.remove();
    });

    test('the last note of a run counts, and is seen by others', async () => {
      const [one, other] = [open(), open()];
      const id = await one.beginRun({ seed: 1 });
      expect(other.listRuns()).toMatchObject([{ id, progress: undefined, isAlive: true }]);
      one.noteProgress(id, { done: 1 });
      one.noteProgress(id, { done: 2, text: 'ü', nested: { list: [1] } });
      await flush(one);
      expect(other.listRuns()).toMatchObject([
        { id, progress: { done: 2, text: 'ü', nested: { list: [1] } }, ending: undefined },
      ]);
      expect(other.listRuns()[0]?.settings).toEqual({ seed: 1 });
    });

    test('a run is alive until it has ended or its ledger is closed', async () => {
      const [one, other] = [open(), open()];
      const ended = await one.beginRun({ seed: 1 });
      const left = await one.beginRun({ seed: 2 });
      await one.finishRun(ended, 'done');
      expect(other.listRuns()).toMatchObject([
        { id: ended, isAlive: false },
        { id: left, isAlive: true },
      ]);
      await close(one);
      expect(other.listRuns()).toMatchObject([
        { ending: 'done', isAlive: false },
        { ending: undefined, isAlive: false },
      ]);
    });

    test('a run keeps its last note when it has ended', async () => {
      const ledger = open();
      const id = await ledger.beginRun({});
      ledger.noteProgress(id, { done: 5 });
      await ledger.finishRun(id, 'done');
      expect(ledger.listRuns()).toMatchObject([{ progress: { done: 5 }, ending: 'done' }]);
    });

    test('a ledger that can store says so at once, whatever the signal', async () => {
      const ledger = open();
      expect(ledger.blocked).toBeUndefined();
      expect(await ledger.whenWritable(new AbortController().signal)).toBe(true);
      expect(await ledger.claim(makeRecord('a'), new AbortController().signal)).toBe(true);
    });
  });
};
