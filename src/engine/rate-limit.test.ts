import { getEventListeners } from 'node:events';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HandClock } from '../base/index.ts';
import type { Limits } from '../providers/index.ts';
import { type Ceilings, type Ending, type Estimate, type Permit, RateLimit } from './rate-limit.ts';

const MINUTE_MS = 60_000;
const small: Estimate = { inputTokens: 10, outputTokens: 10 };
const answered: Ending = { kind: 'answered', limits: {} };
const never = new AbortController().signal;

const make = (ceilings: Ceilings) => {
  const clock = new HandClock(1_000);
  return { clock, limit: new RateLimit('m', ceilings, clock) };
};
const refused = (pauseMs: number): Ending => ({ kind: 'unserved', limits: {}, slowDown: { pauseMs } });
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
const countIn = (moments: readonly number[], fromMs: number, lengthMs = MINUTE_MS): number =>
  moments.filter((ms) => ms >= fromMs && ms < fromMs + lengthMs).length;

describe('how many calls are under way', () => {
  test('is never more than the concurrency, whatever comes back and in which order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 60 }),
        fc.array(fc.constantFrom<Ending['kind'] | 'refused'>('answered', 'unserved', 'lost', 'refused'), {
          minLength: 1,
          maxLength: 40,
        }),
        fc.integer({ min: 1, max: 900 }),
        async (concurrency, kinds, latencyMs) => {
          const rig = make({ concurrency });
          const load = saturate(rig, concurrency + 10, latencyMs, {
            end: (sent) => {
              const kind = kinds[sent % kinds.length] ?? 'answered';
              return kind === 'refused' ? refused(50) : { kind, limits: {} };
            },
          });
          await rig.clock.wind(2_000);
          expect(load.mostInFlight()).toBeLessThanOrEqual(concurrency);
          expect(load.sentAt.length).toBeGreaterThan(0);
          load.stop();
          await rig.clock.wind(1_000);
          await load.all;
          expect(rig.limit.inFlight).toBe(0);
        },
      ),
      { numRuns: 25 },
    );
  });

  test('starts with 32 and doubles with each round of answers', async () => {
    const rig = make({ concurrency: 200 });
    const load = saturate(rig, 232, 100);
    const seen: number[] = [];
    for (let round = 0; round < 5; round++) {
      await rig.clock.wind(1);
      seen.push(rig.limit.inFlight);
      await rig.clock.wind(99);
    }
    expect(seen).toEqual([32, 64, 128, 200, 200]);
    load.stop();
  });

  test('shrinks once for refusals that come together, and grows slowly after', async () => {
    const rig = make({ concurrency: 32 });
    const permits = await Promise.all(Array.from({ length: 32 }, () => rig.limit.admit(small, never)));
    for (const permit of permits) rig.limit.release(permit as Permit, refused(0));
    const load = saturate(rig, 40, 100);
    await rig.clock.wind(1);
    expect(rig.limit.inFlight).toBe(22);
    await rig.clock.wind(1_000);
    expect(rig.limit.inFlight).toBeGreaterThan(28);
    expect(rig.limit.inFlight).toBeLessThanOrEqual(32);
    load.stop();
  });

  test('is never less than one, however often the provider refuses', async () => {
    const rig = make({ concurrency: 10 });
    const load = saturate(rig, 10, 100, { end: () => refused(100) });
    await rig.clock.wind(60_000);
    const before = load.sentAt.length;
    await rig.clock.wind(10_000);
    expect(load.sentAt.length - before).toBeGreaterThan(30);
    load.stop();
  });

  test('does not grow by sends that were not answered', async () => {
    const rig = make({ concurrency: 200 });
    const load = saturate(rig, 232, 100, { end: () => ({ kind: 'unserved', limits: {} }) });
    await rig.clock.wind(2_000);
    expect(load.mostInFlight()).toBe(32);
    load.stop();
  });
});

describe('limits per minute', () => {
  test('of the user are used up and not passed', async () => {
    const rig = make({ concurrency: 50, requestsPerMinute: 120 });
    const load = saturate(rig, 60, 200);
    await rig.clock.wind(5 * MINUTE_MS);
    for (let fromMs = 2_000; fromMs < 4 * MINUTE_MS; fromMs += 7_000) {
      expect(countIn(load.sentAt, fromMs)).toBeLessThanOrEqual(121);
      expect(countIn(load.sentAt, fromMs)).toBeGreaterThanOrEqual(118);
    }
    load.stop();
  });

  test.each<[string, Limits, number]>([
    ['requests', { requests: { limit: 60, remaining: 59 } }, 60],
    ['tokens', { tokens: { limit: 1_200, remaining: 1_000 } }, 60],
    ['input tokens', { inputTokens: { limit: 600, remaining: 600 } }, 60],
    ['output tokens', { outputTokens: { limit: 300, remaining: 300 } }, 30],
  ])('of %s are learnt from the first reply and kept', async (_what, limits, perMinute) => {
    const rig = make({ concurrency: 4 });
    const load = saturate(rig, 10, 50, { end: () => told(limits) });
    await rig.clock.wind(4 * MINUTE_MS);
    const steady = countIn(load.sentAt, 1_000 + 2 * MINUTE_MS);
    expect(steady).toBeLessThanOrEqual(perMinute + 1);
    expect(steady).toBeGreaterThanOrEqual(perMinute * 0.95);
    load.stop();
  });

  test('count what was really used', async () => {
    const rig = make({ concurrency: 4, tokensPerMinute: 6_000 });
    const sentAt: number[] = [];
    const stop = new AbortController();
    const work = async (): Promise<void> => {
      for (;;) {
        const permit = await rig.limit.admit({ inputTokens: 100, outputTokens: 300 }, stop.signal);
        if (permit === undefined) return;
        sentAt.push(rig.clock.nowMs());
        await rig.clock.sleep(100);
        rig.limit.release(permit, answered);
        rig.limit.settleUsage(permit, {
          inputTokens: 100,
          outputTokens: 100,
          cachedInputTokens: 0,
          cacheWriteTokens: 0,
          thinkingTokens: 0,
        });
      }
    };
    const all = Promise.all([work(), work(), work()]);
    await rig.clock.wind(3 * MINUTE_MS);
    // 6,000 a minute at 200 each; by the estimates it would be 15.
    expect(countIn(sentAt, 1_000 + MINUTE_MS)).toBeGreaterThanOrEqual(28);
    expect(countIn(sentAt, 1_000 + MINUTE_MS)).toBeLessThanOrEqual(31);
    stop.abort();
    await rig.clock.wind(1_000);
    await all;
  });

  test('do not count the tokens of sends that never reached the model', async () => {
    const rig = make({ concurrency: 1, tokensPerMinute: 2_000 });
    const permit = await rig.limit.admit({ inputTokens: 100, outputTokens: 100 }, never);
    rig.limit.release(permit as Permit, { kind: 'unserved', limits: {} });
    let second: Permit | undefined;
    void rig.limit.admit({ inputTokens: 100, outputTokens: 100 }, never).then((got) => {
      second = got;
    });
    await rig.clock.wind(0);
    expect(second).toBeDefined();
    rig.limit.release(second as Permit, { kind: 'lost', limits: {} });
    let third: Permit | undefined;
    void rig.limit.admit({ inputTokens: 100, outputTokens: 100 }, never).then((got) => {
      third = got;
    });
    await rig.clock.wind(5_000);
    expect(third).toBeUndefined();
    await rig.clock.wind(2_000);
    expect(third).toBeDefined();
  });
});

describe('those who wait', () => {
  test('are served in order of arrival, also when a later one needs less', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 2, maxLength: 25 }),
        fc.integer({ min: 1, max: 4 }),
        async (sizes, concurrency) => {
          const { clock, limit } = make({ concurrency, tokensPerMinute: 3_000 });
          const served: number[] = [];
          const all = sizes.map(async (size, index) => {
            const permit = await limit.admit({ inputTokens: size, outputTokens: size }, never);
            served.push(index);
            await clock.sleep(30);
            limit.release(permit as Permit, answered);
          });
          await clock.wind(20 * MINUTE_MS);
          await Promise.all(all);
          expect(served).toEqual(sizes.map((_, index) => index));
          expect(limit.inFlight).toBe(0);
          expect(clock.sleeping).toBe(0);
        },
      ),
      { numRuns: 25 },
    );
  });

  test('may leave at any time without a permit being lost', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.option(fc.integer({ min: 0, max: 3_000 }), { nil: undefined }), {
          minLength: 1,
          maxLength: 30,
        }),
        async (leaveAfterMs) => {
          const { clock, limit } = make({ concurrency: 2, requestsPerMinute: 120 });
          let served = 0;
          let left = 0;
          const all = leaveAfterMs.map(async (afterMs) => {
            const leave = new AbortController();
            if (afterMs !== undefined) void clock.sleep(afterMs).then(() => leave.abort());
            const permit = await limit.admit(small, leave.signal);
            if (permit === undefined) {
              left++;
              return;
            }
            served++;
            await clock.sleep(100);
            limit.release(permit, answered);
          });
          await clock.wind(2 * MINUTE_MS);
          await Promise.all(all);
          expect(served + left).toBe(leaveAfterMs.length);
          expect(served).toBeGreaterThanOrEqual(leaveAfterMs.filter((ms) => ms === undefined).length);
          expect(limit.inFlight).toBe(0);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('do not wait at all once their signal has aborted', async () => {
    const { limit } = make({ concurrency: 1 });
    expect(await limit.admit(small, AbortSignal.abort())).toBeUndefined();
    expect(limit.inFlight).toBe(0);
  });

  test('go on at once when the one before them, who needed more, leaves', async () => {
    const { clock, limit } = make({ concurrency: 4, tokensPerMinute: 1_000 });
    await limit.admit({ inputTokens: 40, outputTokens: 40 }, never);
    const leave = new AbortController();
    const big = limit.admit({ inputTokens: 900, outputTokens: 0 }, leave.signal);
    let little: Permit | undefined;
    void limit.admit({ inputTokens: 10, outputTokens: 0 }, never).then((got) => {
      little = got;
    });
    await clock.wind(10);
    expect(little).toBeUndefined();
    leave.abort();
    await clock.wind(0);
    expect(await big).toBeUndefined();
    expect(little).toBeDefined();
    expect(limit.inFlight).toBe(2);
  });

  test('leave no timer and no listener behind', async () => {
    const { clock, limit } = make({ concurrency: 1, requestsPerMinute: 60 });
    const stop = new AbortController();
    for (let sent = 0; sent < 20; sent++) {
      const admitted = limit.admit(small, stop.signal);
      await clock.wind(1_000);
      limit.release((await admitted) as Permit, answered);
    }
    expect(getEventListeners(stop.signal, 'abort')).toHaveLength(0);
    const permit = await limit.admit(small, never);
    limit.release(permit as Permit, refused(600_000));
    const waiting = limit.admit(small, stop.signal);
    expect(clock.sleeping).toBe(1);
    stop.abort();
    expect(await waiting).toBeUndefined();
    expect(clock.sleeping).toBe(0);
  });
});

describe('a pause', () => {
  test('that the provider asks for holds everybody, to the end, and nobody longer', async () => {
    const rig = make({ concurrency: 8 });
    const load = saturate(rig, 8, 50, { end: (sent) => (sent === 8 ? refused(30_000) : answered) });
    await rig.clock.wind(120_000);
    const gapsMs = load.sentAt.slice(1).map((ms, index) => ms - (load.sentAt[index] ?? 0));
    const longest = Math.max(...gapsMs);
    expect(longest).toBeGreaterThanOrEqual(30_000);
    expect(longest).toBeLessThanOrEqual(30_050);
    load.stop();
  });

  test('that is shorter does not cut a longer one short', async () => {
    const { clock, limit } = make({ concurrency: 8 });
    const [one, other] = await Promise.all([limit.admit(small, never), limit.admit(small, never)]);
    limit.release(one as Permit, refused(10_000));
    limit.release(other as Permit, refused(10));
    let admitted = false;
    void limit.admit(small, never).then(() => {
      admitted = true;
    });
    await clock.wind(9_900);
    expect(admitted).toBe(false);
    await clock.wind(200);
    expect(admitted).toBe(true);
  });

  test('longer than any timer is kept', async () => {
    const { clock, limit } = make({ concurrency: 1 });
    limit.release((await limit.admit(small, never)) as Permit, refused(40 * 24 * 3_600_000));
    const leave = new AbortController();
    const waiting = limit.admit(small, leave.signal);
    await clock.wind(3_600_000);
    expect(limit.inFlight).toBe(0);
    leave.abort();
    expect(await waiting).toBeUndefined();
  });
});

describe('what limits the rate', () => {
  test.each<[string, Ceilings, Ending, string, RegExp]>([
    ['nothing but the calls at once', { concurrency: 1 }, answered, 'calls', /^1 calls at once/],
    ['a pause', { concurrency: 1 }, refused(4_200), 'provider-pause', /5 s asked by m/],
    [
      'requests',
      { concurrency: 1, requestsPerMinute: 1 },
      answered,
      'requests-per-minute',
      /requests per minute of m \(1\)/,
    ],
    [
      'tokens',
      { concurrency: 9 },
      told({ tokens: { limit: 450_000, remaining: 0 } }),
      'tokens-per-minute',
      /tokens per minute of m \(450 k\)/,
    ],
  ])('is told: %s', async (_what, ceilings, ending, kind, text) => {
    const { limit } = make(ceilings);
    limit.release((await limit.admit(small, never)) as Permit, ending);
    void limit.admit(small, never);
    void limit.admit(small, never);
    expect(limit.describeBinding()).toEqual({ kind, text: expect.stringMatching(text) });
  });

  test('is told: that the provider asked for less', async () => {
    const { clock, limit } = make({ concurrency: 10 });
    limit.release((await limit.admit(small, never)) as Permit, refused(10));
    await clock.wind(100);
    expect(limit.describeBinding().kind).toBe('slowed-down');
  });
});
