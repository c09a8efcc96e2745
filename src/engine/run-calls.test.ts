import { getEventListeners } from 'node:events';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PROBLEM_KINDS, type ProblemKind } from '../providers/index.ts';
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
  USD_PER_TOKEN,
} from './run-rig.contract.ts';

const then =
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
            !['too-large', 'bad-request', 'wrong-model'].includes(kind),
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
      rig.ledger.claim({ key: toCallKey(rig.provider, { request }), provider: 'x', baseUrl: 'x', request }),
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

describe('what a problem leads to', () => {
  const waits: ProblemKind[] = ['rate-limited', 'overloaded', 'unreachable'];
  test.each(waits)('%s is waited out and costs no attempt', async (kind) => {
    const rig = startRun([makeCall('a')], {
      script: ({ text, before }) => (before < 6 ? { kind, latencyMs: 10 } : { text }),
    });
    await rig.finish();
    expect(rig.outcomes).toMatchObject([{ kind: 'accepted', answers: 1 }]);
    expect(eventsOf(rig, 'call-sent').every(({ attempt }) => attempt === 1)).toBe(true);
    // Never again without a pause.
    const { sends } = rig.provider;
    const gapsMs = sends.slice(1).map(({ atMs }, index) => atMs - (sends[index]?.atMs ?? 0));
    expect(Math.min(...gapsMs)).toBeGreaterThanOrEqual(100);
  });

  test('a provider that refuses and asks to be asked again at once is not asked without a pause', async () => {
    const rig = startRun([makeCall('a')], {
      script: ({ text, before }) =>
        before < 20 ? { kind: 'rate-limited', retryAfterMs: 0, latencyMs: 1 } : { text },
    });
    await rig.finish();
    expect(rig.outcomes).toMatchObject([{ kind: 'accepted' }]);
    expect((rig.provider.sends[20]?.atMs ?? 0) - (rig.provider.sends[0]?.atMs ?? 0)).toBeGreaterThan(10_000);
  });

  test('a pause that the provider asks for is kept to by all', async () => {
    const rig = startRun(makeCalls(10), {
      concurrency: 2,
      script: ({ text, before }) =>
        text === 'call 0' && before === 0
          ? { kind: 'rate-limited', retryAfterMs: 40_000, latencyMs: 10 }
          : { text },
    });
    await rig.finish();
    const startMs = rig.provider.sends[0]?.atMs ?? 0;
    expect(rig.provider.sends.filter(({ atMs }) => atMs > startMs && atMs < startMs + 40_000)).toEqual([]);
    expect(rig.outcomes).toHaveLength(10);
    expect(eventsOf(rig, 'rate-slowed')).toMatchObject([{ pauseMs: 40_000 }]);
  });

  test('three answers that cannot be used give the call up with the reason', async () => {
    const rig = startRun([makeCall('a'), makeCall('b')], {
      script: ({ text }) => (text.startsWith('a') ? { text: 'bad' } : { text }),
    });
    await rig.finish();
    expect(rig.outcomes.find(({ call }) => call.id === 'a')).toMatchObject({
      kind: 'failed',
      problem: { kind: 'wrong-shape', message: 'It was bad.' },
      answers: 3,
    });
    expect(rig.provider.sends.map(({ text }) => text).filter((text) => text.startsWith('a'))).toEqual([
      'a',
      'a!',
      'a!!',
    ]);
    const key = toCallKey(rig.provider, makeCall('a'));
    expect(rig.ledger.readFailure(key)).toMatchObject({ kind: 'wrong-shape', message: 'It was bad.' });
    expect(rig.ledger.readAnswers(key)).toHaveLength(3);
    expect(rig.state.stopReason).toBeUndefined();
  });

  test('an answer that was cut off is asked for with more room', async () => {
    const rig = startRun([makeCall('a')], {
      script: then({ kind: 'cut-off' }, { kind: 'cut-off' }, { text: 'whole' }),
    });
    await rig.finish();
    expect(rig.provider.sends.map(({ request }) => request.maxTokens)).toEqual([100, 200, 400]);
    expect(rig.outcomes).toMatchObject([{ kind: 'accepted', value: 'whole', answers: 3 }]);
  });

  test.each<ProblemKind>(['timed-out', 'connection-lost'])(
    '%s may have been billed, and is tried three times',
    async (kind) => {
      const rig = startRun([makeCall('a')], { script: () => ({ kind }) });
      await rig.finish();
      expect(rig.provider.sends).toHaveLength(3);
      expect(rig.outcomes).toMatchObject([{ kind: 'failed', problem: { kind } }]);
      expect(rig.state.uncertainUsd).toBeCloseTo(3 * 100 * USD_PER_TOKEN);
      expect(rig.state.spentUsd).toBe(0);
    },
  );

  test('an answer that does not come is dropped when its time is up', async () => {
    const rig = startRun([makeCall('a')], {
      timeLimitMs: 2_000,
      script: ({ text, before }) => ({ text, latencyMs: before === 0 ? 1e9 : 10 }),
    });
    await rig.finish();
    expect(eventsOf(rig, 'call-troubled')).toMatchObject([{ problem: 'timed-out', then: 'retry' }]);
    expect(rig.outcomes).toMatchObject([{ kind: 'accepted' }]);
  });

  test.each<ProblemKind>(['too-large', 'bad-request'])(
    '%s gives the call up at once and lets the others go on',
    async (kind) => {
      const rig = startRun(makeCalls(10), {
        script: ({ text }) => (text === 'call 3' ? { kind } : { text }),
      });
      await rig.finish();
      expect(rig.provider.sends).toHaveLength(10);
      expect(toSummary(rig.outcomes)['call 3']).toBe(kind);
      expect(rig.state.stopReason).toBeUndefined();
    },
  );

  test('five bad requests in a row, and nothing else ever, stop the run', async () => {
    const rig = startRun(makeCalls(100), { concurrency: 2, script: () => ({ kind: 'bad-request' }) });
    await rig.finish();
    expect(rig.state.stopReason).toMatchObject({ kind: 'problem', problem: { kind: 'bad-request' } });
    expect(rig.provider.sends.length).toBeLessThanOrEqual(6);
  });

  test.each(PROBLEM_KINDS.filter((kind) => RETRY_RULES[kind].then === 'stop-run'))(
    '%s stops the run at once, and what is under way is kept',
    async (kind) => {
      const rig = startRun(makeCalls(50), {
        concurrency: 4,
        script: ({ text }) => (text === 'call 1' ? { kind, latencyMs: 50 } : { text, latencyMs: 1_000 }),
      });
      await rig.finish();
      expect(rig.state.stopReason).toMatchObject({ kind: 'problem', problem: { kind } });
      expect(rig.provider.sends).toHaveLength(4);
      expect(Object.keys(toSummary(rig.outcomes))).toEqual(['call 0', 'call 2', 'call 3']);
      expect(eventsOf(rig, 'run-stopping')).toHaveLength(1);
      expect(rig.clock.sleeping).toBe(0);
    },
  );

  test('a provider that cannot be reached at the start stops the run after some seconds', async () => {
    const rig = startRun(makeCalls(50), { script: () => ({ kind: 'unreachable', latencyMs: 1 }) });
    const startMs = rig.clock.nowMs();
    await rig.finish();
    expect(rig.state.stopReason).toMatchObject({ kind: 'problem', problem: { kind: 'unreachable' } });
    expect(rig.outcomes).toEqual([]);
    expect(rig.clock.nowMs() - startMs).toBeLessThan(11_000);
    // Some fifty calls in hand try once a second each; nobody hammers.
    expect(rig.provider.sends.length).toBeLessThan(600);
  });

  test('an outage in the middle is waited out', async () => {
    const startMs = 1_000_000;
    const rig = startRun(makeCalls(60), {
      script: ({ text, atMs }) =>
        atMs > startMs + 500 && atMs < startMs + 40_000 ? { kind: 'unreachable', latencyMs: 5 } : { text },
    });
    await rig.finish();
    expect(rig.outcomes.filter(({ kind }) => kind === 'accepted')).toHaveLength(60);
  });

  test('a provider that refuses nine of ten still ends with all', async () => {
    let sent = 0;
    const rig = startRun(makeCalls(60), {
      concurrency: 20,
      script: ({ text }) => (sent++ % 10 === 9 ? { text } : { kind: 'rate-limited', latencyMs: 20 }),
    });
    await rig.finish();
    expect(rig.outcomes.filter(({ kind }) => kind === 'accepted')).toHaveLength(60);
    expect(rig.state.stopReason).toBeUndefined();
  });

  test('a provider that refuses everything is given up after a quarter of an hour', async () => {
    const rig = startRun(makeCalls(5), { script: () => ({ kind: 'overloaded', latencyMs: 20 }) });
    const startMs = rig.clock.nowMs();
    await rig.finish();
    expect(rig.state.stopReason).toMatchObject({ kind: 'problem', problem: { kind: 'overloaded' } });
    expect(rig.clock.nowMs() - startMs).toBeGreaterThanOrEqual(900_000);
    expect(rig.clock.nowMs() - startMs).toBeLessThan(910_000);
  });

  test('server errors are tried again with pauses, then the call is given up', async () => {
    const rig = startRun([makeCall('a')], { script: () => ({ kind: 'server-error' }) });
    await rig.finish();
    expect(rig.provider.sends).toHaveLength(8);
    expect(rig.outcomes).toMatchObject([{ kind: 'failed', problem: { kind: 'server-error' } }]);
    expect(rig.state.uncertainUsd).toBe(0);
  });
});

describe('the budget of a run', () => {
  test('is never passed, and what fits is used', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 1, max: 30 }),
        fc.array(
          fc.constantFrom<ProblemKind | undefined>(
            undefined,
            undefined,
            'timed-out',
            'rate-limited',
            'cut-off',
          ),
          {
            minLength: 1,
            maxLength: 8,
          },
        ),
        async (capUsd, count, kinds) => {
          let sent = 0;
          const rig = startRun(makeCalls(count), {
            capUsd,
            script: ({ text }) => {
              const kind = kinds[sent++ % kinds.length];
              return kind && sent % 5 !== 0 ? { kind } : { text };
            },
          });
          await rig.finish();
          expect(rig.budget.spentUsd + rig.budget.uncertainUsd).toBeLessThanOrEqual(capUsd + 1e-9);
          expect(rig.state.spentUsd).toBeCloseTo(rig.budget.spentUsd);
          if (rig.state.stopReason !== undefined) {
            const { stopReason } = rig.state;
            if (stopReason.kind !== 'budget') throw new Error(`stopped by ${stopReason.kind}`);
            const left = capUsd - rig.budget.spentUsd - rig.budget.uncertainUsd;
            expect(left).toBeLessThan(stopReason.needUsd);
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  test('that is too small for a single call sends nothing', async () => {
    const rig = startRun(makeCalls(3), { capUsd: 0.99 });
    await rig.finish();
    expect(rig.provider.sends).toEqual([]);
    expect(rig.state.stopReason).toEqual({ kind: 'budget', needUsd: 1 });
  });

  test('counts an answer that does not tell what it used at its worst', async () => {
    const rig = startRun([makeCall('a')], {
      script: then({ kind: 'cut-off', hasNoUsage: true }, { text: 'x' }),
    });
    await rig.finish();
    expect(rig.state.uncertainUsd).toBeCloseTo(1);
    expect(rig.state.spentUsd).toBeCloseTo(0.5);
  });

  test('may be shared: a run that faults takes no reservation with it', async () => {
    const broken = startRun(
      [
        makeCall('a', {
          accept: () => {
            throw new Error('bug');
          },
        }),
      ],
      { capUsd: 2 },
    );
    await broken.finish();
    expect(broken.state.stopReason).toMatchObject({ kind: 'fault' });
    // The answer was paid for, and nobody knows how much.
    expect(broken.budget.uncertainUsd).toBeCloseTo(1);
    const other = startRun([makeCall('b')], { budget: broken.budget });
    await other.finish();
    expect(other.outcomes).toHaveLength(1);
  });
});
