import { describe, expect, test } from 'vitest';
import { HandClock, IdiolectError } from '../base/index.ts';
import { BindingWatch } from './binding-watch.ts';
import { Budget } from './budget.ts';
import type { Binding, EngineEvent } from './events.ts';
import { openLedger } from './ledger/index.ts';
import { makeCall, makeCalls, startRun } from './run-rig.contract.ts';

const ofKind = <Kind extends EngineEvent['kind']>(events: readonly EngineEvent[], kind: Kind) =>
  events.filter((event) => event.kind === kind) as Extract<EngineEvent, { kind: Kind }>[];

test('every send has a number, by which what came back is tied to it', async () => {
  const rig = startRun(makeCalls(6), {
    script: ({ text, before }) => {
      if (text === 'call 1' && before === 0) return { kind: 'server-error', latencyMs: 40 };
      return text === 'call 2' ? { text: 'bad' } : { text };
    },
  });
  await rig.finish();
  const sent = ofKind(rig.events, 'call-sent');
  expect(sent.map(({ send }) => send)).toEqual(sent.map((_, index) => index + 1));
  for (const event of [...ofKind(rig.events, 'call-answered'), ...ofKind(rig.events, 'call-troubled')]) {
    expect(sent[event.send - 1]).toMatchObject({ call: event.call });
  }
  expect(ofKind(rig.events, 'call-troubled')[0]).toMatchObject({ problem: 'server-error', latencyMs: 40 });
  const good = ofKind(rig.events, 'call-answered').find(({ verdict }) => verdict === 'accepted');
  expect(good).toMatchObject({ latencyMs: 100, costUsd: 0.5, usage: { outputTokens: 50 } });
  expect(ofKind(rig.events, 'call-answered').some(({ verdict }) => verdict === 'wrong-shape')).toBe(true);
});

describe('why a run stops', () => {
  test.each<[string, unknown, RegExp]>([
    [
      'an error of ours',
      new IdiolectError('LEDGER_NOT_WRITABLE', 'The ledger is read-only.', { hint: 'x' }),
      /^The ledger is read-only\.$/,
    ],
    [
      'a foreign error',
      new TypeError('the secret prompt'),
      /^a fault of the program ended the run \(TypeError\)$/,
    ],
    ['a code of the system', Object.assign(new Error('/home/me'), { code: 'EIO' }), /\(EIO\)$/],
    ['what is no error', 'the secret prompt', /\(string\)$/],
  ])('is told as a sentence that shows no prompt and no stack: %s', async (_what, fault, reason) => {
    const rig = startRun([makeCall('a')], {
      script: () => {
        throw fault;
      },
    });
    await rig.finish();
    expect(ofKind(rig.events, 'run-stopping')).toEqual([
      { kind: 'run-stopping', reason: expect.stringMatching(reason) },
    ]);
  });
});

test('a breaker that opens, probes and closes is told, and all calls end', async () => {
  const rig = startRun(makeCalls(60), {
    concurrency: 30,
    script: ({ text, atMs }) => (atMs < 1_030_000 ? { kind: 'overloaded', latencyMs: 10 } : { text }),
  });
  await rig.finish();
  expect(rig.outcomes.filter(({ kind }) => kind === 'accepted')).toHaveLength(60);
  const states = ofKind(rig.events, 'breaker').map(({ state }) => state);
  expect([states[0], states[1], states.at(-1)]).toEqual(['open', 'probing', 'closed']);
  const open = ofKind(rig.events, 'breaker').find(({ state }) => state === 'open');
  expect(open?.reason).toMatch(/^m refuses nearly every request$/);
  expect(open?.pauseMs).toBeGreaterThan(0);
});

describe('what binds', () => {
  test('is told when it changes, at most once a second, and late rather than never', async () => {
    const clock = new HandClock();
    let kind: Binding['kind'] = 'calls';
    const told: [number, string][] = [];
    const watch = new BindingWatch(
      clock,
      () => ({ kind, text: kind }),
      (binding) => told.push([clock.nowMs(), binding.kind]),
    );
    watch.look();
    await clock.wind(100);
    kind = 'budget';
    for (let turn = 0; turn < 5; turn++) watch.look();
    await clock.wind(2_000);
    watch.look();
    expect(told).toEqual([
      [0, 'calls'],
      [1_000, 'budget'],
    ]);
    kind = 'ledger';
    watch.look();
    watch.end();
    await clock.wind(5_000);
    expect(told).toHaveLength(2);
    expect(clock.sleeping).toBe(0);
  });

  test('is never the budget where there is room in it', async () => {
    const rig = startRun(makeCalls(60), { capUsd: 1_000 });
    await rig.finish();
    const bound = ofKind(rig.events, 'binding-changed').map(({ binding }) => binding.kind);
    expect(bound).toContain('calls');
    expect(bound).not.toContain('budget');
  });

  test('is the budget while calls wait for others to settle', async () => {
    const rig = startRun(makeCalls(6), { capUsd: 4.5, script: ({ text }) => ({ text, latencyMs: 10_000 }) });
    await rig.clock.wind(5_000);
    expect(rig.state.describeBinding()).toMatchObject({
      kind: 'budget',
      text: expect.stringMatching(/^the budget: .*waiting for answers to settle$/),
    });
    await rig.finish();
  });
});

test('a provider that pauses slows no other that shares budget and ledger with it', async () => {
  const clock = new HandClock(1_000_000);
  const ledger = openLedger(':memory:', { clock });
  const budget = new Budget(1_000);
  const stuck = startRun(
    makeCalls(50).map((call) => ({ ...call, subject: 'stuck' })),
    {
      clock,
      ledger,
      budget,
      script: () => ({ kind: 'rate-limited', retryAfterMs: 60_000, latencyMs: 10 }),
    },
  );
  const free = startRun(makeCalls(200), { clock, ledger, budget, concurrency: 10 });
  // 200 calls of 100 ms, ten at once, are two seconds.
  await clock.wind(2_500);
  expect(free.outcomes).toHaveLength(200);
  expect(stuck.outcomes).toEqual([]);
  await free.finish();
  stuck.interrupt.abort();
  await stuck.finish();
});
