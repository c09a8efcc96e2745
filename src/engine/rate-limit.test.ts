import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Limits } from '../providers/index.ts';
import type { Ending, Permit } from './permit.ts';
import { answered, countIn, MINUTE_MS, make, never, refused, saturate, told } from './send-rig.contract.ts';

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
              return kind === 'refused' ? refused(50, sent % 2 ? 'rate' : 'overload') : { kind, limits: {} };
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

  test('starts with 32, spread over a fifth of a second, and doubles with each round of answers', async () => {
    const rig = make({ concurrency: 200 });
    const load = saturate(rig, 232, 1_000);
    await rig.clock.wind(50);
    expect(rig.limit.inFlight).toBeLessThan(12);
    const seen: number[] = [];
    for (let round = 0; round < 5; round++) {
      await rig.clock.wind(900);
      seen.push(rig.limit.inFlight);
      await rig.clock.wind(100);
    }
    expect(seen).toEqual([32, 64, 128, 200, 200]);
    load.stop();
  });

  test('shrinks by half when all is refused for overload, and is soon where it was', async () => {
    const rig = make({ concurrency: 32 });
    const load = saturate(rig, 40, 100, { end: (sent) => (sent <= 32 ? refused(0, 'overload') : answered) });
    await rig.clock.wind(190);
    expect(rig.limit.inFlight).toBeLessThanOrEqual(16);
    await rig.clock.wind(2_000);
    expect(rig.limit.inFlight).toBeGreaterThanOrEqual(30);
    load.stop();
  });

  test('shrinks hardly when one in fifty is refused for overload', async () => {
    const rig = make({ concurrency: 32 });
    const load = saturate(rig, 40, 100, {
      end: (sent) => (sent % 50 === 0 ? refused(0, 'overload') : answered),
    });
    await rig.clock.wind(20_000);
    expect(load.sentAt.length).toBeGreaterThan(0.85 * 20 * 320);
    load.stop();
  });

  test('does not shrink for a refusal that speaks of the rate', async () => {
    const rig = make({ concurrency: 32 });
    const load = saturate(rig, 40, 1_000, { end: (sent) => (sent === 32 ? refused(2_000) : answered) });
    await rig.clock.wind(30_000);
    expect(load.mostInFlight()).toBe(32);
    expect(rig.limit.describeBinding().kind).not.toBe('slowed-down');
    load.stop();
  });

  test('is never less than one, however often the provider refuses', async () => {
    const rig = make({ concurrency: 10 });
    const load = saturate(rig, 10, 100, { end: () => refused(100) });
    await rig.clock.wind(60_000);
    const before = load.sentAt.length;
    await rig.clock.wind(60_000);
    expect(load.sentAt.length - before).toBeGreaterThan(5);
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
    // From the first moment on, and to the letter.
    for (let fromMs = 1_000; fromMs < 4 * MINUTE_MS; fromMs += 700) {
      expect(countIn(load.sentAt, fromMs)).toBeLessThanOrEqual(120);
      expect(countIn(load.sentAt, fromMs)).toBeGreaterThanOrEqual(117);
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
    await rig.clock.wind(10);
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
