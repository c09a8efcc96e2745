import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Answer, CallKey, CallRecord, Ledger, Settlement } from './ledger.ts';

/** A place where ledgers can be kept, empty at first. */
export interface LedgerPlace {
  /** Opens the ledger of the place; two may be open at once, as in two processes. */
  open(): Ledger;
  /** Takes a call in a process of its own, which is then killed. */
  claimAndDie(call: CallRecord): Promise<void>;
  remove(): Promise<void>;
}

export const toKey = (name: string): CallKey => name as CallKey;

export const makeRecord = (name: string): CallRecord => ({
  key: toKey(name),
  provider: 'openai',
  baseUrl: 'http://127.0.0.1:1',
  model: 'm',
  request: JSON.stringify({ model: 'm', messages: [{ role: 'user', content: name }] }),
});

export const makeAnswer = (body: string): Answer => ({
  raw: { status: 200, body },
  sentMs: 1_700_000_000_000,
  latencyMs: 1234,
});

const accepted: Settlement = {
  usage: { inputTokens: 10, cachedInputTokens: 2, cacheWriteTokens: 1, outputTokens: 20, thinkingTokens: 5 },
  costUsd: 0.25,
  verdict: 'accepted',
};

/** What every ledger keeps to, whatever it is stored in. */
export const ledgerContract = (name: string, makePlace: () => Promise<LedgerPlace>): void => {
  describe(`${name} as a ledger`, () => {
    let place: LedgerPlace;
    let opened: Ledger[];
    const open = (): Ledger => {
      const ledger = place.open();
      opened.push(ledger);
      return ledger;
    };
    const close = (ledger: Ledger) => ledger[Symbol.asyncDispose]();

    beforeEach(async () => {
      opened = [];
      place = await makePlace();
    });
    afterEach(async () => {
      for (const ledger of opened) await close(ledger);
      await place.remove();
    });

    describe('answers', () => {
      test('a new ledger knows nothing', () => {
        const ledger = open();
        expect(ledger.readAnswers(toKey('a'))).toEqual([]);
        expect(ledger.readAnswer(1)).toBeUndefined();
        expect(ledger.readFailure(toKey('a'))).toBeUndefined();
        expect(ledger.listRuns()).toEqual([]);
        expect(ledger.readSpending([toKey('a')])).toEqual({
          answers: 0,
          costUsd: 0,
          unpriced: 0,
          inputTokens: 0,
          outputTokens: 0,
        });
      });

      test('an answer is there when its promise resolves, for this ledger and for any other', async () => {
        const [one, other] = [open(), open()];
        const id = await one.recordAnswer(toKey('a'), makeAnswer('{"x":1}'));
        const stored = { id, ...makeAnswer('{"x":1}'), settlement: undefined };
        expect(one.readAnswers(toKey('a'))).toEqual([stored]);
        expect(other.readAnswers(toKey('a'))).toEqual([stored]);
        expect(other.readAnswer(id)).toEqual(stored);
      });

      test.each([
        ['nothing', ''],
        ['a byte order mark and line ends of all kinds', '\uFEFF{}\r\n\r\n\n'],
        ['a null character in the middle', 'before\0after'],
        ['signs beyond the basic plane', '𝒳 👩‍👩‍👧‍👦 \u202E עברית'],
        ['quotes and semicolons', `'); DROP TABLE answers; -- "`],
        ['a megabyte', 'ü'.repeat(500_000)],
      ])('a body of %s comes back as it was', async (_what, body) => {
        const ledger = open();
        const id = await ledger.recordAnswer(toKey('a'), {
          ...makeAnswer(body),
          raw: { status: 200, body, requestId: 'req_1' },
        });
        expect(ledger.readAnswer(id)?.raw).toEqual({ status: 200, body, requestId: 'req_1' });
      });

      test('times with fractions are kept to the millisecond', async () => {
        const ledger = open();
        const id = await ledger.recordAnswer(toKey('a'), {
          ...makeAnswer('x'),
          sentMs: 1_700_000_000_000.4,
          latencyMs: 12.6,
        });
        expect(ledger.readAnswer(id)).toMatchObject({ sentMs: 1_700_000_000_000, latencyMs: 13 });
      });

      test('answers of a call come oldest first, also when they were recorded at once', async () => {
        const ledger = open();
        const bodies = Array.from({ length: 50 }, (_, index) => String(index));
        const ids = await Promise.all(
          bodies.map((body) => ledger.recordAnswer(toKey('a'), makeAnswer(body))),
        );
        await ledger.recordAnswer(toKey('b'), makeAnswer('of another call'));
        expect(ledger.readAnswers(toKey('a')).map(({ raw }) => raw.body)).toEqual(bodies);
        expect(ledger.readAnswers(toKey('a')).map(({ id }) => id)).toEqual(ids);
      });

      test('all that was written is there after it is opened again', async () => {
        const first = open();
        const id = await first.recordAnswer(toKey('a'), makeAnswer('kept'));
        first.settleAnswer(id, accepted);
        await first.recordFailure(toKey('b'), { kind: 'refused', message: 'No.', atMs: 5 });
        const runId = await first.beginRun({ count: 3, nested: { list: [1, 'ü'] } });
        await first.finishRun(runId, 'done');
        await close(first);
        const second = open();
        expect(second.readAnswers(toKey('a'))).toEqual([{ id, ...makeAnswer('kept'), settlement: accepted }]);
        expect(second.readFailure(toKey('b'))).toEqual({ kind: 'refused', message: 'No.', atMs: 5 });
        expect(second.listRuns()).toMatchObject([{ id: runId, ending: 'done' }]);
      });

      test('what it was worth is noted beside an answer', async () => {
        const ledger = open();
        const id = await ledger.recordAnswer(toKey('a'), makeAnswer('x'));
        const verdict: Settlement = { usage: undefined, costUsd: undefined, verdict: 'not-json' };
        ledger.settleAnswer(id, accepted);
        ledger.settleAnswer(id, verdict);
        // Writes keep their order, so one that is awaited shows that those before it are done.
        await ledger.recordAnswer(toKey('b'), makeAnswer('y'));
        expect(ledger.readAnswer(id)?.settlement).toEqual(verdict);
      });
    });

    describe('setting aside', () => {
      test('hides the answers of a call, deletes none, and lets new ones come', async () => {
        const ledger = open();
        const old = await ledger.recordAnswer(toKey('a'), makeAnswer('old'));
        await ledger.recordAnswer(toKey('b'), makeAnswer('other'));
        await ledger.setAside([toKey('a'), toKey('never asked')]);
        expect(ledger.readAnswers(toKey('a'))).toEqual([]);
        expect(ledger.readAnswer(old)?.raw.body).toBe('old');
        expect(ledger.readAnswers(toKey('b'))).toHaveLength(1);
        await ledger.recordAnswer(toKey('a'), makeAnswer('new'));
        expect(ledger.readAnswers(toKey('a')).map(({ raw }) => raw.body)).toEqual(['new']);
      });

      test('takes keys from a source that can be read once only', async () => {
        const ledger = open();
        await ledger.recordAnswer(toKey('a'), makeAnswer('x'));
        function* keys() {
          yield toKey('a');
        }
        await ledger.setAside(keys());
        expect(ledger.readAnswers(toKey('a'))).toEqual([]);
      });

      test('what was set aside was paid for all the same', async () => {
        const ledger = open();
        ledger.settleAnswer(await ledger.recordAnswer(toKey('a'), makeAnswer('x')), accepted);
        await ledger.setAside([toKey('a')]);
        expect(ledger.readSpending([toKey('a')])).toMatchObject({ answers: 1, costUsd: 0.25 });
      });
    });

    describe('claims', () => {
      test('of two ledgers one gets a call, and the other when it is given back', async () => {
        const [one, other] = [open(), open()];
        const got = await Promise.all([one.claim(makeRecord('a')), other.claim(makeRecord('a'))]);
        expect(got.filter(Boolean)).toHaveLength(1);
        const [holder, waiter] = got[0] ? [one, other] : [other, one];
        expect(await waiter.claim(makeRecord('a'))).toBe(false);
        expect(await waiter.claim(makeRecord('b'))).toBe(true);
        holder.release(toKey('a'));
        await holder.recordAnswer(toKey('x'), makeAnswer('after the release'));
        expect(await waiter.claim(makeRecord('a'))).toBe(true);
      });

      test('a call that is held is not given out twice by the same ledger either', async () => {
        const ledger = open();
        const got = await Promise.all([ledger.claim(makeRecord('a')), ledger.claim(makeRecord('a'))]);
        expect(got).toEqual([true, false]);
        ledger.release(toKey('a'));
        expect(await ledger.claim(makeRecord('a'))).toBe(true);
      });

      test('giving back what another holds changes nothing', async () => {
        const [one, other] = [open(), open()];
        expect(await one.claim(makeRecord('a'))).toBe(true);
        other.release(toKey('a'));
        expect(await other.claim(makeRecord('a'))).toBe(false);
      });

      test('closing gives everything back', async () => {
        const [one, other] = [open(), open()];
        await one.claim(makeRecord('a'));
        await close(one);
        expect(await other.claim(makeRecord('a'))).toBe(true);
      });

      test('a process that was killed holds nothing', async () => {
        await place.claimAndDie(makeRecord('a'));
        expect(await open().claim(makeRecord('a'))).toBe(true);
      });
    });

    describe('failures, runs and spending', () => {
      test('the last failure of a call counts', async () => {
        const ledger = open();
        await ledger.recordFailure(toKey('a'), { kind: 'refused', message: 'first', atMs: 1.4 });
        await ledger.recordFailure(toKey('a'), { kind: 'cut-off', message: 'second', atMs: 2 });
        expect(ledger.readFailure(toKey('a'))).toEqual({ kind: 'cut-off', message: 'second', atMs: 2 });
      });

      test('runs are listed in order, with those that never ended', async () => {
        const ledger = open();
        const ids = [await ledger.beginRun({ seed: 1 }), await ledger.beginRun({ seed: 2 })];
        await ledger.finishRun(ids[1] ?? 0, 'interrupted');
        expect(ledger.listRuns()).toMatchObject([
          { id: ids[0], settings: { seed: 1 }, finishedMs: undefined, ending: undefined },
          { id: ids[1], settings: { seed: 2 }, finishedMs: expect.any(Number), ending: 'interrupted' },
        ]);
      });

      test('spending is the sum over the calls that are named, in tokens and dollars', async () => {
        const ledger = open();
        for (const key of ['a', 'a', 'b', 'other']) {
          ledger.settleAnswer(await ledger.recordAnswer(toKey(key), makeAnswer(key)), accepted);
        }
        const unpriced = await ledger.recordAnswer(toKey('b'), makeAnswer('no price'));
        ledger.settleAnswer(unpriced, { ...accepted, costUsd: undefined });
        await ledger.recordAnswer(toKey('z'), makeAnswer('flush'));
        expect(ledger.readSpending([toKey('a'), toKey('b'), toKey('none')])).toEqual({
          answers: 4,
          costUsd: 0.75,
          unpriced: 1,
          inputTokens: 40,
          outputTokens: 80,
        });
      });
    });

    describe('closing', () => {
      test('waits for the writes that are pending, awaited or not', async () => {
        const ledger = open();
        const ids = [1, 2, 3].map((n) => ledger.recordAnswer(toKey('a'), makeAnswer(String(n))));
        void ledger.recordFailure(toKey('a'), { kind: 'empty', message: 'x', atMs: 1 });
        await close(ledger);
        await expect(Promise.all(ids)).resolves.toHaveLength(3);
        const again = open();
        expect(again.readAnswers(toKey('a'))).toHaveLength(3);
        expect(again.readFailure(toKey('a'))?.kind).toBe('empty');
      });

      test('twice is once', async () => {
        const ledger = open();
        await Promise.all([close(ledger), close(ledger)]);
        await close(ledger);
      });

      test('a write that comes too late is told so, and does not hang', async () => {
        const ledger = open();
        await close(ledger);
        await expect(ledger.recordAnswer(toKey('a'), makeAnswer('late'))).rejects.toThrow();
      });
    });
  });
};
