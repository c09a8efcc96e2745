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
const binding: Binding = { kind: 'calls', text: '32 calls at once' };
const stateOf = (spentUsd: number) =>
  ({
    spentUsd,
    limiter: { inFlight: 7, describeBinding: () => binding },
  }) as unknown as Run<unknown>['state'];

describe('a tally', () => {
  test('keeps where the answers lie, and why conversations were given up', () => {
    const tally = new Tally(assign(3), () => 0);
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
    const tally = new Tally(assign(10), () => nowMs);
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
    for (const outcome of [accepted(1), accepted(2), failed(3), accepted(4, 'ledger')]) tally.note(outcome);
    expect(tally.measure({ state: stateOf(0.3) })).toMatchObject({
      accepted: 3,
      fromLedger: 1,
      failed: 1,
      spentUsd: 0.3,
      // Three were made for 0.30, and six are left.
      expectedUsd: expect.closeTo(0.9, 9),
      perMinute: 30,
      secondsLeft: 12,
    });
  });

  test('of a run that was paid for before expects nothing more', () => {
    const tally = new Tally(assign(2), () => 1_000);
    tally.note(accepted(1, 'ledger'));
    tally.note(accepted(2, 'ledger'));
    expect(tally.measure({ state: stateOf(0) })).toMatchObject({ expectedUsd: undefined, perMinute: 0 });
    expect(tally.unfinished).toBe(0);
  });

  test('adds up, whatever comes in whatever order', () => {
    const kinds = fc.constantFrom('provider', 'ledger', 'failed', 'open');
    fc.assert(
      fc.property(fc.array(kinds, { minLength: 1, maxLength: 60 }), (all) => {
        const tally = new Tally(assign(all.length), () => 1);
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
