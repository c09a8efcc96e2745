import { describe, expect, test } from 'vitest';
import { HandClock } from '../base/index.ts';
import type { EngineEvent } from './events.ts';
import { type Ledger, openLedger } from './ledger/index.ts';
import { makeCall, makeCalls, type RigOptions, startRun } from './run-rig.contract.ts';

const _GRACE_MS = 5_000;

describe('a fault', () => {
  const fault = new Error('fault');
  type Method = Extract<keyof Ledger, string>;
  const spoil = (method: Method, isSpoilt: (call: number) => boolean, clock: HandClock): Ledger => {
    const ledger = openLedger(':memory:', { clock });
    const whole = ledger[method as 'claim'].bind(ledger) as (...args: unknown[]) => unknown;
    let call = 0;
    return Object.assign(Object.create(ledger) as Ledger, {
      [method]: (...args: unknown[]) => {
        if (!isSpoilt(call++)) return whole(...args);
        if (method.startsWith('read')) throw fault;
        return Promise.reject(fault);
      },
    });
  };

  test.each<[Method, number]>([
    ['readAnswers', 0],
    ['readAnswers', 7],
    ['claim', 0],
    ['claim', 3],
    ['recordAnswer', 0],
    ['recordAnswer', 5],
    ['recordFailure', 0],
  ])('of the ledger in %s, call %i, ends the run with that fault', async (method, at) => {
    const clock = new HandClock(1_000_000);
    const ledger = spoil(method, (call) => call === at, clock);
    const rig = startRun(makeCalls(30), {
      clock,
      ledger,
      capUsd: 1_000,
      script: ({ text }) => (text.startsWith('call 2') ? { text: 'bad' } : { text }),
    });
    await rig.finish();
    expect(rig.state.stopReason).toEqual({ kind: 'fault', error: fault });
    expect(rig.outcomes.length).toBeLessThan(30);
    expect(rig.state.limiter.inFlight).toBe(0);
    expect(clock.sleeping).toBe(0);
    // All reservations were given back, and what may have been paid for is not forgotten.
    const left = 1_000 - rig.budget.spentUsd - rig.budget.uncertainUsd;
    expect(await rig.budget.reserve(left, new AbortController().signal)).toBe(true);
    expect(rig.budget.uncertainUsd).toBeCloseTo(method === 'recordAnswer' ? 1 : 0);
  });

  test.each<[string, (calls: ReturnType<typeof makeCalls>) => RigOptions & { calls?: typeof calls }]>([
    [
      'of the provider',
      () => ({
        script: ({ text }) => {
          if (text === 'call 3') throw fault;
          return { text };
        },
      }),
    ],
    [
      'in taking an answer',
      (calls) => ({
        calls: calls.map((call) => ({
          ...call,
          accept: () => {
            throw fault;
          },
        })),
      }),
    ],
    [
      'in revising a request',
      (calls) => ({
        script: () => ({ text: 'bad' }),
        calls: calls.map((call) => ({
          ...call,
          revise: () => {
            throw fault;
          },
        })),
      }),
    ],
    [
      'of the prices',
      () => ({
        priceUsage: () => {
          throw fault;
        },
      }),
    ],
  ])('%s ends the run with that fault', async (_what, toOptions) => {
    const { calls = makeCalls(30), ...options } = toOptions(makeCalls(30));
    const rig = startRun(calls, options);
    await rig.finish();
    expect(rig.state.stopReason).toEqual({ kind: 'fault', error: fault });
    expect(rig.state.limiter.inFlight).toBe(0);
    expect(rig.clock.sleeping).toBe(0);
  });

  test('of a listener that always throws hangs nobody', async () => {
    const rig = startRun(makeCalls(30), {
      emit: () => {
        throw fault;
      },
    });
    await rig.finish();
    expect(rig.state.stopReason).toEqual({ kind: 'fault', error: fault });
    expect(rig.clock.sleeping).toBe(0);
  });

  test('in drawing the calls ends the run with that fault, and keeps what is under way', async () => {
    function* calls() {
      yield makeCall('a');
      throw fault;
    }
    const rig = startRun(calls());
    await rig.finish();
    expect(rig.state.stopReason).toEqual({ kind: 'fault', error: fault });
  });

  test.each<EngineEvent['kind']>([
    'call-sent',
    'call-answered',
    'call-troubled',
    'call-settled',
    'rate-slowed',
    'run-stopping',
  ])('of the listener at %s hangs nobody', async (kind) => {
    const rig = startRun(makeCalls(30), {
      script: ({ text, before }) => {
        if (text === 'call 29') return { kind: 'no-credit' };
        return text === 'call 1' && before === 0 ? { kind: 'rate-limited' } : { text };
      },
      emit: (event) => {
        if (event.kind === kind) throw fault;
      },
    });
    await rig.finish();
    expect(rig.state.stopReason?.kind).toBe(kind === 'run-stopping' ? 'problem' : 'fault');
    expect(rig.state.limiter.inFlight).toBe(0);
    expect(rig.clock.sleeping).toBe(0);
  });
});
