import { describe, expect, test } from 'vitest';
import { HandClock, makeRandom } from '../base/index.ts';
import type { Limits } from '../providers/index.ts';
import type { Ceilings, Estimate } from './gauges.ts';
import type { Ending, Permit } from './permit.ts';
import { RateLimit } from './rate-limit.ts';

const MINUTE_MS = 60_000;
const small: Estimate = { inputTokens: 10, outputTokens: 10 };
const answered: Ending = { kind: 'answered', limits: {} };
const never = new AbortController().signal;

const make = (ceilings: Ceilings) => {
  const clock = new HandClock(1_000);
  return { clock, limit: new RateLimit('m', ceilings, { clock, random: makeRandom(1, 'limiter') }) };
};
const refused = (retryAfterMs: number, why: 'rate' | 'overload' = 'rate'): Ending => ({
  kind: 'unserved',
  limits: {},
  refusal: { why, retryAfterMs },
});
const told = (limits: Limits): Ending => ({ kind: 'answered', limits });

/** Sends without end: each worker asks, holds its permit for a while and gives it back. */
const saturate = (
  { clock, limit }: ReturnType<typeof make>,
  workers: number,
  latencyMs: number,
  { estimate = small, end = () => answered }: { estimate?: Estimate; end?: (sent: number) => Ending } = {},
) => {
  const sentAt: number[] = [];
  const stop = new AbortController();
  let inFlight = 0;
  let most = 0;
  const work = async (): Promise<void> => {
    for (;;) {
      const permit = await limit.admit(estimate, stop.signal);
      if (permit === undefined) return;
      sentAt.push(clock.nowMs());
      most = Math.max(most, ++inFlight);
      await clock.sleep(latencyMs);
      inFlight--;
      limit.release(permit, end(sentAt.length));
    }
  };
  const all = Promise.all(Array.from({ length: workers }, work));
  return { sentAt, stop: () => stop.abort(), all, mostInFlight: () => most };
};
const _countIn = (moments: readonly number[], fromMs: number, lengthMs = MINUTE_MS): number =>
  moments.filter((ms) => ms >= fromMs && ms < fromMs + lengthMs).length;

describe('what limits the rate', () => {
  test.each<[string, Ceilings, Ending, string, RegExp]>([
    [
      'nothing but the calls at once',
      { concurrency: 1 },
      answered,
      'calls',
      /^1 calls at once \(--concurrency\)/,
    ],
    ['a pause', { concurrency: 1 }, refused(4_200), 'provider-pause', /5 s asked by m/],
    [
      'requests',
      { concurrency: 1, requestsPerMinute: 1 },
      answered,
      'requests-per-minute',
      /requests per minute of m \(--rpm\), 1 of 1$/,
    ],
    [
      'tokens',
      { concurrency: 9 },
      told({ tokens: { limit: 450_000, remaining: 0 } }),
      'tokens-per-minute',
      /tokens per minute of m, 20 of 450 k$/,
    ],
  ])('is told: %s', async (_what, ceilings, ending, kind, text) => {
    const { limit } = make(ceilings);
    limit.release((await limit.admit(small, never)) as Permit, ending);
    void limit.admit(small, never);
    void limit.admit(small, never);
    expect(limit.describeBinding()).toMatchObject({ kind, text: expect.stringMatching(text) });
  });

  test('is told: that the provider asked for less at once', async () => {
    const { clock, limit } = make({ concurrency: 10 });
    limit.release((await limit.admit(small, never)) as Permit, refused(10, 'overload'));
    await clock.wind(100);
    expect(limit.describeBinding()).toMatchObject({ kind: 'slowed-down', limit: 5, used: 0 });
  });

  test('is told: a rate that was learnt', async () => {
    const rig = make({ concurrency: 10 });
    const load = saturate(rig, 20, 100, { end: (sent) => (sent % 7 === 0 ? refused(10) : answered) });
    await rig.clock.wind(3_000);
    expect(rig.limit.describeBinding()).toMatchObject({
      kind: 'learnt-rate',
      text: expect.stringMatching(/^learnt rate of m, about \d+( k)? requests a minute$/),
    });
    load.stop();
  });

  test('is told: a breaker, with the time of the next probe', async () => {
    const rig = make({ concurrency: 40 });
    const load = saturate(rig, 60, 100, { end: () => refused(0, 'overload') });
    await rig.clock.wind(120_000);
    const { kind, text } = rig.limit.describeBinding();
    expect(kind).toBe('breaker');
    expect(text).toMatch(/^m refuses nearly every request; (next probe in \d s|a probe is under way)$/);
    load.stop();
  });
});
