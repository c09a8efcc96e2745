import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HandClock } from '../base/index.ts';
import { runCalls } from './run-calls.ts';
import { makeCall, makeCalls, type RigOptions, startRun, toSummary, windUntil } from './run-rig.contract.ts';

const GRACE_MS = 5_000;

describe('an interrupt', () => {
  test('before the start lets nothing be sent', async () => {
    const rig = startRun(makeCalls(5), { signal: AbortSignal.abort() });
    await rig.finish();
    expect(rig.provider.sends).toEqual([]);
    expect(rig.state.stopReason).toEqual({ kind: 'interrupted' });
    expect(rig.clock.sleeping).toBe(0);
  });

  test('sends nothing new, keeps what arrives in the grace time and drops the rest', async () => {
    const rig = startRun(makeCalls(50), {
      concurrency: 4,
      script: ({ text }) => ({ text, latencyMs: text === 'call 2' ? 60_000 : 4_000 }),
    });
    await rig.clock.wind(1_000);
    rig.interrupt.abort();
    const atMs = rig.clock.nowMs();
    await rig.finish();
    expect(rig.provider.sends).toHaveLength(4);
    expect(Object.keys(toSummary(rig.outcomes))).toEqual(['call 0', 'call 1', 'call 3']);
    expect(rig.clock.nowMs() - atMs).toBeLessThan(GRACE_MS + 2_000);
    expect(rig.state.stopReason).toEqual({ kind: 'interrupted' });
    // The one that was dropped may have been billed.
    expect(rig.state.uncertainUsd).toBeCloseTo(1);
    expect(rig.clock.sleeping).toBe(0);
  });

  test('ends as soon as everything has arrived', async () => {
    const rig = startRun(makeCalls(50), { script: ({ text }) => ({ text, latencyMs: 300 }) });
    await rig.clock.wind(100);
    rig.interrupt.abort();
    await rig.clock.wind(300);
    await rig.ended;
    expect(rig.outcomes).toHaveLength(4);
    await rig.clock.wind(10);
    expect(rig.clock.sleeping).toBe(0);
  });

  test('an unusable answer that arrives after it is kept, but not asked again', async () => {
    const rig = startRun([makeCall('a')], { script: () => ({ text: 'bad', latencyMs: 1_000 }) });
    await rig.clock.wind(500);
    rig.interrupt.abort();
    await rig.finish();
    expect(rig.provider.sends).toHaveLength(1);
    expect(rig.outcomes).toEqual([]);
    expect(rig.ledger.readAnswer(1)).toMatchObject({ settlement: { verdict: 'wrong-shape' } });
  });

  test('is heard by those who were let go in the same moment', async () => {
    const rig = startRun(makeCalls(30), {
      concurrency: 30,
      script: ({ text, before }) =>
        before === 0 ? { kind: 'overloaded', retryAfterMs: 3_000, latencyMs: 500 } : { text, latencyMs: 10 },
      emit: ({ kind }) => {
        if (kind === 'call-sent' && ++sent === 31) rig.interrupt.abort();
      },
    });
    let sent = 0;
    await rig.finish();
    expect(rig.provider.sends).toHaveLength(31);
    expect(rig.outcomes).toHaveLength(1);
    expect(rig.state.limiter.inFlight).toBe(0);
  });

  test('a second one drops what is under way at once', async () => {
    const rig = startRun(makeCalls(5), { script: ({ text }) => ({ text, latencyMs: 60_000 }) });
    await rig.clock.wind(1_000);
    rig.interrupt.abort();
    await rig.clock.wind(1_000);
    rig.leaveNow.abort();
    await rig.clock.wind(10);
    await rig.ended;
    expect(rig.outcomes).toEqual([]);
    expect(rig.clock.sleeping).toBe(0);
  });

  test('a second one without a first is both', async () => {
    const rig = startRun(makeCalls(5), { script: ({ text }) => ({ text, latencyMs: 60_000 }) });
    await rig.clock.wind(1_000);
    rig.leaveNow.abort();
    await rig.clock.wind(10);
    await rig.ended;
    expect(rig.state.stopReason).toEqual({ kind: 'interrupted' });
    expect(rig.provider.sends).toHaveLength(4);
  });

  test.each<[string, RigOptions]>([
    ['a pause of the provider', { script: () => ({ kind: 'rate-limited', retryAfterMs: 600_000 }) }],
    ['a pause after server errors', { script: () => ({ kind: 'server-error' }) }],
    ['an outage', { script: () => ({ kind: 'unreachable' }) }],
    ['a limit per minute', { ceilings: { concurrency: 4, requestsPerMinute: 1 } }],
    ['room in the budget', { capUsd: 1, script: ({ text }) => ({ text, latencyMs: 3_000 }) }],
  ])('is heard by those who wait for %s', async (_what, options) => {
    const rig = startRun(makeCalls(50), options);
    await rig.clock.wind(2_500);
    rig.interrupt.abort();
    const atMs = rig.clock.nowMs();
    await rig.finish();
    expect(rig.clock.nowMs() - atMs).toBeLessThan(GRACE_MS + 2_000);
    expect(rig.provider.sends.filter((send) => send.atMs > atMs)).toEqual([]);
    expect(rig.state.stopReason).toEqual({ kind: 'interrupted' });
    expect(rig.state.limiter.inFlight).toBe(0);
    expect(rig.clock.sleeping).toBe(0);
  });

  test('is heard by those who wait for another process', async () => {
    const holder = startRun([makeCall('a')], { script: ({ text }) => ({ text, latencyMs: 600_000 }) });
    await holder.clock.wind(100);
    const rig = startRun([makeCall('a')], { clock: holder.clock, ledger: holder.ledger });
    await rig.clock.wind(100);
    rig.interrupt.abort();
    await rig.clock.wind(0);
    await rig.ended;
    expect(rig.provider.sends).toEqual([]);
    holder.leaveNow.abort();
    await holder.finish();
  });

  test('at any moment leaves every answer that came in the ledger, and every reservation given back', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 9_000 }),
        fc.option(fc.integer({ min: 0, max: 6_000 }), { nil: undefined }),
        fc.array(fc.integer({ min: 1, max: 8_000 }), { minLength: 1, maxLength: 10 }),
        async (interruptMs, leaveMs, latencies) => {
          const rig = startRun(makeCalls(40), {
            capUsd: 1_000,
            script: ({ text }) => {
              const number = Number(text.replaceAll(/\D/g, ''));
              const latencyMs = latencies[number % latencies.length] ?? 1;
              return number % 5 === 4 && !text.endsWith('!')
                ? { text: 'bad', latencyMs }
                : { text, latencyMs };
            },
          });
          void rig.clock.sleep(interruptMs).then(() => rig.interrupt.abort());
          if (leaveMs !== undefined)
            void rig.clock.sleep(interruptMs + leaveMs).then(() => rig.leaveNow.abort());
          await rig.finish();
          await rig.clock.wind(20_000);
          const late = rig.provider.sends.filter(({ atMs }) => atMs > 1_000_000 + interruptMs);
          if (rig.state.stopReason) expect(late).toEqual([]);
          else expect(rig.outcomes).toHaveLength(40);
          const answers = rig.events.filter(({ kind }) => kind === 'call-answered').length;
          expect(rig.ledger.readAnswer(answers + 1)).toBeUndefined();
          if (answers > 0) expect(rig.ledger.readAnswer(answers)).toBeDefined();
          expect(rig.budget.spentUsd).toBeCloseTo(answers * 0.5);
          expect(rig.budget.uncertainUsd).toBeCloseTo(rig.provider.sends.length - answers);
          expect(await rig.budget.reserve(1_000 - rig.provider.sends.length, rig.state.options.signal)).toBe(
            !rig.interrupt.signal.aborted,
          );
          expect(rig.state.limiter.inFlight).toBe(0);
          expect(rig.clock.sleeping).toBe(0);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('a consumer that leaves early', () => {
  test.each([4, 150])('waits for the %i calls that are under way, and for no more', async (concurrency) => {
    const clock = new HandClock(1_000_000);
    const rig = startRun([], { clock });
    await rig.finish();
    let drawn = 0;
    let isClosed = false;
    function* calls() {
      try {
        for (; drawn < 10_000; drawn++) yield makeCall(`call ${drawn}`);
      } finally {
        isClosed = true;
      }
    }
    const options = { ...rig.state.options, ceilings: { concurrency }, signal: new AbortController().signal };
    const { outcomes, state } = runCalls(calls(), options);
    const leave = async () => {
      for await (const outcome of outcomes) if (outcome) break;
    };
    await windUntil(clock, leave());
    expect(state.stopReason).toEqual({ kind: 'interrupted' });
    expect(drawn).toBeLessThan(4 * (concurrency + 32));
    expect(isClosed).toBe(true);
    await clock.wind(10);
    const sent = rig.provider.sends.length;
    expect(rig.ledger.readAnswer(sent)).toBeDefined();
    expect(state.limiter.inFlight).toBe(0);
    expect(clock.sleeping).toBe(0);
  });

  test('by an error of its own gets that error', async () => {
    const rig = startRun([]);
    await rig.finish();
    const { outcomes } = runCalls(makeCalls(9), {
      ...rig.state.options,
      signal: new AbortController().signal,
    });
    const leave = async () => {
      for await (const outcome of outcomes) throw new Error(`mine: ${outcome.kind}`);
    };
    await expect(windUntil(rig.clock, leave())).rejects.toThrow('mine: accepted');
  });
});
