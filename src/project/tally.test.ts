import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Conversation } from '../conversation/index.ts';
import type { Binding, Outcome, Run } from '../engine/index.ts';
import { Tally } from './tally.ts';

const assign = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    number: index + 1,
    topic: `topic ${index + 1}`,
    patterns: [],
    cardOrder: [],
    exchanges: 3,
    variation: {},
    mistake: 0,
    examples: [],
  }));
const call = (id: number) => ({ id: String(id) }) as Outcome<Conversation>['call'];
const accepted = (id: number, source: 'provider' | 'ledger' = 'provider'): Outcome<Conversation> => ({
  kind: 'accepted',
  call: call(id),
  value: { topic: '', patterns_applied: [], conversation: [], learning_notes: '' },
  source,
  answers: 1,
  answerId: id * 100,
});
const failed = (id: number): Outcome<Conversation> => ({
  kind: 'failed',
  call: call(id),
  problem: { kind: 'refused', message: 'No.' },
  answers: 3,
});
/** What the engine tells of a call that is asked once. */
const ask = (tally: Tally, id: number, costUsd: number): void => {
  const name = String(id);
  tally.hear({ kind: 'call-sent', call: name, attempt: 1, send: id });
  tally.hear({
    kind: 'call-answered',
    call: name,
    send: id,
    latencyMs: 1,
    costUsd,
    usage: undefined,
    verdict: 'accepted',
  });
  tally.hear({ kind: 'call-settled', call: name, as: 'accepted', source: 'provider' });
};
const binding: Binding = { kind: 'calls', text: '32 calls at once' };
const stateOf = (spentUsd: number) =>
  ({
    spentUsd,
    limiter: { inFlight: 7 },
    describeBinding: () => binding,
  }) as unknown as Run<unknown>['state'];

describe('a tally', () => {
  test('keeps where the answers lie, and why conversations were given up', () => {
    const tally = new Tally(assign(3), { model: 'gpt-4o', nowMs: () => 0 });
    for (const outcome of [accepted(3), failed(2), accepted(1, 'ledger')]) tally.note(outcome);
    expect([...tally.accepted]).toEqual([
      [3, 300],
      [1, 100],
    ]);
    expect(tally.failed).toEqual([{ number: 2, topic: 'topic 2', reason: 'refused', message: 'No.' }]);
    expect(tally).toMatchObject({ planned: 3, fromLedger: 1, unfinished: 0 });
  });

  test('tells how things stand, and what is likely still to come', () => {
    let nowMs = 0;
    const tally = new Tally(assign(10), { model: 'gpt-4o', nowMs: () => nowMs });
    expect(tally.measure({ state: stateOf(0) })).toEqual({
      planned: 10,
      accepted: 0,
      fromLedger: 0,
      failed: 0,
      inFlight: 7,
      spentUsd: 0,
      expectedUsd: undefined,
      perMinute: 0,
      secondsLeft: undefined,
      binding,
    });
    nowMs = 6_000;
    for (const id of [1, 2, 3]) ask(tally, id, 0.1);
    for (const outcome of [accepted(1), accepted(2), failed(3), accepted(4, 'ledger')]) tally.note(outcome);
    expect(tally.measure({ state: stateOf(0.3) })).toMatchObject({
      accepted: 3,
      fromLedger: 1,
      failed: 1,
      spentUsd: 0.3,
      // Three were made for 0.30, and six are left.
      expectedUsd: {
        low: expect.closeTo(0.6, 9),
        likely: expect.closeTo(0.9, 9),
        high: expect.closeTo(1.5, 9),
      },
      perMinute: 30,
      secondsLeft: 12,
    });
  });

  test('reckons with a pause: the rate is that of its beginning, and its rest is added', () => {
    let nowMs = 0;
    const tally = new Tally(assign(70), { model: 'gpt-4o', nowMs: () => nowMs });
    for (let id = 1; id <= 10; id++) {
      nowMs = id * 6_000;
      tally.note(accepted(id));
    }
    expect(tally.measure({ state: stateOf(0) }).secondsLeft).toBe(360);
    tally.hear({ kind: 'rate-slowed', reason: '429', pauseMs: 40_000 });
    nowMs = 90_000;
    expect(tally.measure({ state: stateOf(0) }).secondsLeft).toBe(370);
    nowMs = 99_999;
    expect(tally.measure({ state: stateOf(0) }).secondsLeft).toBeCloseTo(360, 2);
    // It is over: it has taken its part of the time, which counts from here on.
    nowMs = 120_000;
    expect(tally.measure({ state: stateOf(0) }).secondsLeft).toBe(720);
  });

  test('tells what held the run back, from the first send on', () => {
    let nowMs = 0;
    const tally = new Tally(assign(3), { model: 'gpt-4o', nowMs: () => nowMs });
    tally.measure({ state: stateOf(0) });
    nowMs = 5_000;
    tally.hear({ kind: 'call-sent', call: '1', attempt: 1, send: 1 });
    tally.measure({ state: stateOf(0) });
    nowMs = 6_000;
    const text = 'tokens per minute of gpt-4o, 412 k of 450 k';
    tally.hear({
      kind: 'binding-changed',
      binding: { kind: 'tokens-per-minute', text, used: 412_000, limit: 450_000 },
    });
    nowMs = 9_000;
    expect(tally.listLimits()).toEqual([
      { what: 'tokens per minute of gpt-4o (450 k)', share: 0.75 },
      { what: '32 calls at once', share: 0.25 },
    ]);
  });

  test('of a run that was paid for before expects nothing more', () => {
    const tally = new Tally(assign(2), { model: 'gpt-4o', nowMs: () => 1_000 });
    tally.note(accepted(1, 'ledger'));
    tally.note(accepted(2, 'ledger'));
    expect(tally.measure({ state: stateOf(0) })).toMatchObject({ expectedUsd: undefined, perMinute: 0 });
    expect(tally.unfinished).toBe(0);
  });

  test('adds up, whatever comes in whatever order', () => {
    const kinds = fc.constantFrom('provider', 'ledger', 'failed', 'open');
    fc.assert(
      fc.property(fc.array(kinds, { minLength: 1, maxLength: 60 }), (all) => {
        const tally = new Tally(assign(all.length), { model: 'gpt-4o', nowMs: () => 1 });
        for (const [index, kind] of [...all.entries()].reverse()) {
          if (kind === 'failed') tally.note(failed(index + 1));
          else if (kind !== 'open') tally.note(accepted(index + 1, kind as 'provider' | 'ledger'));
        }
        const count = (wanted: string) => all.filter((kind) => kind === wanted).length;
        expect(tally.planned).toBe(tally.accepted.size + tally.failed.length + tally.unfinished);
        expect(tally.unfinished).toBe(count('open'));
        expect(tally.fromLedger).toBe(count('ledger'));
      }),
    );
  });
});

test('a tally until enough are accepted counts what further rounds ask for, and reckons with the yield', () => {
  let nowMs = 0;
  const tally = new Tally(assign(10), { model: 'gpt-4o', nowMs: () => nowMs, wanted: 10 });
  nowMs = 60_000;
  for (let id = 1; id <= 9; id++) tally.note(accepted(id));
  tally.note(failed(10));
  tally.rejected = 4;
  // Five are usable of ten, so about ten more will be asked for.
  expect(tally.measure({ state: stateOf(0) })).toMatchObject({
    ...{ planned: 10, accepted: 5, failed: 1 },
    refill: { wanted: 10, rejected: 4, round: 1 },
    secondsLeft: 54,
  });
  const [further] = assign(23).slice(22);
  if (further) tally.beginRound([further]);
  tally.note(failed(23));
  expect(tally).toMatchObject({ planned: 11, unfinished: 0, round: 2 });
  expect(tally.failed.at(-1)).toMatchObject({ number: 23, topic: 'topic 23' });
});
