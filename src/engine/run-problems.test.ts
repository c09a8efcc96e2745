import { describe, expect, test } from 'vitest';
import { PROBLEM_KINDS, type ProblemKind } from '../providers/index.ts';
import { toCallKey } from './call.ts';
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
    // The refusal is known ten milliseconds after it was sent for.
    expect(rig.provider.sends.filter(({ atMs }) => atMs >= startMs + 10 && atMs < startMs + 40_010)).toEqual(
      [],
    );
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

  test.each<[ProblemKind, number]>([
    ['foreign-body', 100],
    ['connection-lost', 100],
    ['timed-out', 100],
    ['not-http', 0],
  ])('a run that begins with nothing but %s stops early', async (kind, uncertainTokens) => {
    const rig = startRun(makeCalls(100), { concurrency: 2, script: () => ({ kind }) });
    await rig.finish();
    expect(rig.state.stopReason).toMatchObject({ kind: 'problem', problem: { kind } });
    expect(rig.provider.sends.length).toBeLessThanOrEqual(6);
    const sends = rig.provider.sends.length;
    expect(rig.state.uncertainUsd).toBeCloseTo(sends * uncertainTokens * USD_PER_TOKEN);
  });

  test('a garbled answer among good ones is asked for again', async () => {
    const rig = startRun(makeCalls(30), {
      script: ({ text, before }) =>
        text.endsWith('7') && before === 0 ? { kind: 'foreign-body' } : { text },
    });
    await rig.finish();
    expect(rig.outcomes.filter(({ kind }) => kind === 'accepted')).toHaveLength(30);
    expect(rig.state.stopReason).toBeUndefined();
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
