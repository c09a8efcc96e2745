import { getEventListeners } from 'node:events';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PROBLEM_KINDS } from '../providers/index.ts';
import { type Call, toCallKey } from './call.ts';
import type { CallKey, Ledger } from './ledger/index.ts';
import { RETRY_RULES } from './retry-rules.ts';
import {
  makeCall,
  makeCalls,
  type Rig,
  type SeenSend,
  type Step,
  startRun,
  toSummary,
} from './run-rig.contract.ts';

const _then =
  (...steps: Step[]) =>
  ({ before }: SeenSend): Step =>
    steps[Math.min(before, steps.length - 1)] ?? {};
const eventsOf = <Kind extends Rig['events'][number]['kind']>({ events }: Rig, kind: Kind) =>
  events.filter((event) => event.kind === kind) as Extract<Rig['events'][number], { kind: Kind }>[];

describe('a run', () => {
  test('of no calls ends at once and leaves nothing behind', async () => {
    const rig = startRun([]);
    await rig.finish();
    expect(rig.outcomes).toEqual([]);
    expect(rig.state.stopReason).toBeUndefined();
    expect(rig.clock.sleeping).toBe(0);
  });

  test('settles every call exactly once, whatever happens on the way', async () => {
    const anyKind = fc.option(
      fc.constantFrom(
        ...PROBLEM_KINDS.filter(
          (kind) =>
            RETRY_RULES[kind].then !== 'stop-run' &&
            !['too-large', 'bad-request', 'wrong-model', 'foreign-body', 'not-http'].includes(kind),
        ),
      ),
      { nil: undefined },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 12 }),
        fc.array(fc.tuple(anyKind, fc.integer({ min: 1, max: 3_000 })), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 40 }),
        async (concurrency, steps, count) => {
          let sent = 0;
          const rig = startRun(makeCalls(count), {
            concurrency,
            script: ({ text }) => {
              const [kind, latencyMs] = steps[sent++ % steps.length] ?? [undefined, 1];
              // The first send is answered at once, so that the provider is known to be there.
              if (sent === 1) return { text, latencyMs: 1 };
              // Every third send is answered, so that no row of problems is without end.
              return kind && sent % 3 !== 0 ? { kind, latencyMs } : { text, latencyMs };
            },
          });
          await rig.finish();
          expect(rig.outcomes.map(({ call }) => call.id).sort()).toEqual(
            makeCalls(count)
              .map(({ id }) => id)
              .sort(),
          );
          expect(eventsOf(rig, 'call-settled')).toHaveLength(count);
          expect(rig.state.stopReason).toBeUndefined();
          expect(rig.provider.mostInFlight).toBeLessThanOrEqual(concurrency);
          expect(rig.state.limiter.inFlight).toBe(0);
          expect(rig.clock.sleeping).toBe(0);
        },
      ),
      { numRuns: 30 },
    );
  });

  test('gives each outcome once it is durable, and not in the order of the calls', async () => {
    const rig = startRun(makeCalls(4), {
      script: ({ text }) => ({ text, latencyMs: 1_000 - Number(text.split(' ')[1]) * 200 }),
    });
    await rig.finish();
    expect(rig.outcomes.map(({ call }) => call.id)).toEqual(['call 3', 'call 2', 'call 1', 'call 0']);
    for (const outcome of rig.outcomes) {
      if (outcome.kind !== 'accepted') throw new Error('not accepted');
      expect(rig.ledger.readAnswer(outcome.answerId)?.settlement?.verdict).toBe('accepted');
      expect(outcome).toMatchObject({ source: 'provider', answers: 1 });
    }
  });

  test('draws the calls one by one as there is room', async () => {
    let drawn = 0;
    function* calls(): Generator<Call<string>> {
      for (let n = 0; n < 1_000; n++) {
        drawn++;
        yield makeCall(`call ${n}`);
      }
    }
    const rig = startRun(calls(), { concurrency: 4, script: ({ text }) => ({ text, latencyMs: 10_000 }) });
    await rig.clock.wind(1_000);
    expect(drawn).toBe(36);
    expect(rig.provider.inFlight).toBe(4);
    await rig.clock.wind(10_000);
    expect(drawn).toBe(40);
    rig.interrupt.abort();
    await rig.finish();
  });

  test('does not run ahead of a slow reader', async () => {
    const rig = startRun([]);
    await rig.finish();
    const { runCalls } = await import('./run-calls.ts');
    const { outcomes } = runCalls(makeCalls(1_000), {
      ...rig.state.options,
      signal: new AbortController().signal,
    });
    const reader = outcomes[Symbol.asyncIterator]();
    const first = reader.next();
    await rig.clock.wind(600_000);
    await first;
    await rig.clock.wind(600_000);
    // 64 lie unread, and each of the 36 workers holds one more.
    expect(rig.provider.sends.length).toBeLessThanOrEqual(64 + 64 + 2 * 36);
    const left = reader.return?.(undefined);
    await rig.clock.wind(60_000);
    await left;
  });

  test('asks again for nothing that the ledger holds', async () => {
    const first = startRun(makeCalls(20), {
      script: ({ text, before }) => (before === 0 && text.endsWith('7') ? { text: 'bad' } : { text }),
    });
    await first.finish();
    const second = startRun(makeCalls(20), { ledger: first.ledger, clock: first.clock });
    await second.finish();
    expect(second.provider.sends).toEqual([]);
    expect(second.state.spentUsd).toBe(0);
    expect(toSummary(second.outcomes)).toEqual(toSummary(first.outcomes));
    expect(
      second.outcomes.every((outcome) => outcome.kind === 'accepted' && outcome.source === 'ledger'),
    ).toBe(true);
    expect(eventsOf(second, 'call-settled').every(({ source }) => source === 'ledger')).toBe(true);
  });

  test('writes nothing for calls that the ledger holds', async () => {
    const first = startRun(makeCalls(20));
    await first.finish();
    const ledger = Object.assign(Object.create(first.ledger) as Ledger, {
      claim: () => Promise.reject(new Error('It writes.')),
    });
    const second = startRun(makeCalls(20), { ledger, clock: first.clock });
    await second.finish();
    expect(second.state.stopReason).toBeUndefined();
    expect(second.outcomes).toHaveLength(20);
  });

  test('takes the answer that another process has stored since the first look', async () => {
    const first = startRun([makeCall('a')]);
    await first.finish();
    let looks = 0;
    const ledger = Object.assign(Object.create(first.ledger) as Ledger, {
      readAnswers: (key: CallKey) => (looks++ === 0 ? [] : first.ledger.readAnswers(key)),
    });
    const second = startRun([makeCall('a')], { ledger, clock: first.clock });
    await second.finish();
    expect(second.provider.sends).toEqual([]);
    expect(second.outcomes).toMatchObject([{ kind: 'accepted', source: 'ledger' }]);
  });

  test('gives every call back, whatever became of it', async () => {
    const rig = startRun(makeCalls(6), {
      script: ({ text }) => (text.startsWith('call 3') ? { text: 'bad' } : { text }),
    });
    await rig.finish();
    const claims = makeCalls(6).map(({ request }) =>
      rig.ledger.claim({
        key: toCallKey(rig.provider, { request }),
        request: '{}',
        provider: 'x',
        baseUrl: 'x',
        model: 'm',
      }),
    );
    await rig.clock.wind(10);
    expect(await Promise.all(claims)).toEqual(Array(6).fill(true));
  });

  test('asks once for calls that are the same', async () => {
    const twins = [0, 1, 2].map((n) => ({ ...makeCall('same'), id: `twin ${n}` }));
    const rig = startRun(twins, { script: ({ text }) => ({ text, latencyMs: 2_000 }) });
    await rig.finish();
    expect(rig.provider.sends).toHaveLength(1);
    expect(rig.outcomes).toHaveLength(3);
  });

  test('shares its calls with another run on the same ledger without paying twice', async () => {
    const one = startRun(makeCalls(120), { script: ({ text }) => ({ text, latencyMs: 700 }) });
    const other = startRun(makeCalls(120).reverse(), {
      clock: one.clock,
      ledger: one.ledger,
      script: ({ text }) => ({ text, latencyMs: 300 }),
    });
    await one.finish();
    await other.finish();
    const sent = [...one.provider.sends, ...other.provider.sends].map(({ text }) => text);
    expect(new Set(sent).size).toBe(120);
    expect(sent).toHaveLength(120);
    expect([one.outcomes.length, other.outcomes.length]).toEqual([120, 120]);
    expect(Math.min(one.provider.sends.length, other.provider.sends.length)).toBeGreaterThan(5);
  });

  test('leaves no listener on the signals that it was given', async () => {
    const rig = startRun(makeCalls(5));
    await rig.finish();
    for (const { signal } of [rig.interrupt, rig.leaveNow])
      expect(getEventListeners(signal, 'abort')).toEqual([]);
    expect(getEventListeners(rig.state.noMore, 'abort')).toEqual([]);
    expect(getEventListeners(rig.state.drop, 'abort')).toEqual([]);
    rig.interrupt.abort();
    rig.state.stop({ kind: 'interrupted' });
    expect(rig.state.stopReason).toBeUndefined();
    expect(eventsOf(rig, 'run-stopping')).toEqual([]);
  });

  test('holds no listener per call while it is at work', async () => {
    const rig = startRun(makeCalls(300), { concurrency: 3 });
    await rig.clock.wind(8_000);
    expect(rig.outcomes.length).toBeGreaterThan(100);
    expect(getEventListeners(rig.state.noMore, 'abort').length).toBeLessThanOrEqual(35);
    expect(getEventListeners(rig.state.drop, 'abort').length).toBeLessThanOrEqual(4);
    await rig.finish();
  });
});
