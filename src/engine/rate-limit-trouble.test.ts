import { describe, expect, test } from 'vitest';
import { HandClock, makeRandom } from '../base/index.ts';
import { measureUse, startLoad } from './limit-rig.contract.ts';

const MINUTE_MS = 60_000;

describe('a burst of refusals for overload', () => {
  test('of ten seconds is over soon after it ends', async () => {
    const rig = startLoad({
      concurrency: 32,
      latencyMs: 100,
      fate: (_send, nowMs) => (nowMs > 11_000 && nowMs < 21_000 ? { why: 'overload' } : undefined),
    });
    await rig.clock.wind(9_000);
    const before = measureUse(rig.server, 5_000, 10_000).requestsPerMinute;
    await rig.clock.wind(16_000);
    // Four seconds after the end of the trouble it runs as before.
    await rig.clock.wind(10_000);
    expect(measureUse(rig.server, 25_000, 35_000).requestsPerMinute).toBeGreaterThan(0.9 * before);
    // Nobody hammers meanwhile: 32 calls that are refused at once would be asked thousands of times.
    expect(rig.server.refusedAt.length).toBeLessThan(200);
    expect(rig.news).toContain('closed');
    rig.stop();
  });

  test('that says the rate grew too fast returns to the old rate, and grows by a fifteenth a minute', async () => {
    const rig = startLoad({
      concurrency: 32,
      latencyMs: 1_000,
      fate: (send) => (send === 400 ? { why: 'surge' } : undefined),
    });
    await rig.clock.wind(2 * MINUTE_MS);
    const first = measureUse(rig.server, MINUTE_MS + 1_000, 2 * MINUTE_MS + 1_000).requestsPerMinute;
    expect(first).toBeLessThan(0.8 * 32 * 60);
    expect(first).toBeGreaterThan(0.5 * 32 * 60);
    await rig.clock.wind(5 * MINUTE_MS);
    const later = measureUse(rig.server, 6 * MINUTE_MS + 1_000, 7 * MINUTE_MS + 1_000).requestsPerMinute;
    expect(later).toBeGreaterThan(1.2 * first);
    rig.stop();
  });
});

describe('refusals by chance', () => {
  test.each([
    [1, undefined],
    [2, undefined],
    [3, 250],
    [4, 250],
  ])(
    'of nine in ten let fifty calls end in time, seed %i, with a wait of %s ms',
    async (seed, retryAfterMs) => {
      const random = makeRandom(seed, 'chance');
      const rig = startLoad({
        calls: 50,
        concurrency: 16,
        latencyMs: 20,
        fate: () =>
          random.below(10) === 0
            ? undefined
            : { why: 'rate', ...(retryAfterMs !== undefined && { retryAfterMs }) },
      });
      for (let second = 0; second < 100 && rig.load.done < 50; second++) await rig.clock.wind(1_000);
      expect(rig.load.done).toBe(50);
      rig.stop();
    },
  );

  test('of one in twenty-five are not taken for a limit', async () => {
    const random = makeRandom(1, 'chance');
    const rig = startLoad({
      concurrency: 32,
      latencyMs: 20,
      fate: () => (random.below(25) === 0 ? { why: 'rate' } : undefined),
    });
    await rig.clock.wind(3 * MINUTE_MS);
    const use = measureUse(rig.server, 2 * MINUTE_MS, 3 * MINUTE_MS);
    // 32 calls of 20 ms are 96,000 a minute at most.
    expect(use.requestsPerMinute).toBeGreaterThan(30_000);
    rig.stop();
  }, 30_000);
});

describe('limits that change', () => {
  test.each<[string, number, number]>([
    ['are lowered by half', 600, 300],
    ['are raised by half', 400, 600],
  ])('and %s are found anew', async (_what, before, after) => {
    const rig = startLoad({ requestsPerMinute: before, latencyMs: 50 });
    await rig.clock.wind(3 * MINUTE_MS);
    rig.server.limit({ requestsPerMinute: after });
    await rig.clock.wind(4 * MINUTE_MS);
    const from = rig.clock.nowMs();
    await rig.clock.wind(3 * MINUTE_MS);
    const use = measureUse(rig.server, from, rig.clock.nowMs());
    expect(use.requestsPerMinute).toBeGreaterThan(0.95 * after);
    expect(use.refusedShare).toBeLessThan(0.02);
    rig.stop();
  });
});

describe('several models in one process', () => {
  test('do not disturb each other: one that refuses everything costs the other nothing', async () => {
    const clock = new HandClock(1_000);
    const stuck = startLoad({ clock, name: 'stuck', fate: () => ({ why: 'rate', retryAfterMs: 30_000 }) });
    const free = startLoad({ clock, name: 'free', latencyMs: 200, concurrency: 20 });
    await clock.wind(MINUTE_MS);
    expect(free.server.servedAt.length).toBeGreaterThan(0.98 * 20 * 5 * 60);
    expect(free.server.refusedAt).toEqual([]);
    expect(stuck.server.refusedAt.length).toBeLessThan(100);
    stuck.stop();
    free.stop();
  });
});

describe('a clock that jumps', () => {
  test('by hours, forward or back, moves no pause and no rate', async () => {
    const clock = new HandClock(1_000);
    let offMs = 0;
    const seenClock = {
      nowMs: () => clock.nowMs() + offMs,
      monotonicMs: () => clock.monotonicMs(),
      sleep: (ms: number, signal?: AbortSignal) => clock.sleep(ms, signal),
    };
    const rig = startLoad({ clock, seenClock, ceilings: { requestsPerMinute: 120 }, latencyMs: 100 });
    for (const jumpMs of [5 * 3_600_000, -9 * 3_600_000, 0]) {
      await clock.wind(MINUTE_MS);
      offMs = jumpMs;
    }
    const use = measureUse(rig.server, 1_000, 1_000 + 3 * MINUTE_MS);
    expect(use.requestsPerMinute).toBeLessThanOrEqual(120);
    expect(use.requestsPerMinute).toBeGreaterThan(117);
    rig.stop();
  });

  test('because the machine slept lets no burst pass what the user typed', async () => {
    const clock = new HandClock(1_000);
    let sleptMs = 0;
    const seenClock = {
      nowMs: () => clock.nowMs() + sleptMs,
      monotonicMs: () => clock.monotonicMs() + sleptMs,
      sleep: (ms: number, signal?: AbortSignal) => clock.sleep(ms, signal),
    };
    const rig = startLoad({ clock, seenClock, ceilings: { requestsPerMinute: 120 }, latencyMs: 100 });
    await clock.wind(MINUTE_MS);
    sleptMs = 8 * 3_600_000;
    const wokeMs = seenClock.monotonicMs();
    await clock.wind(MINUTE_MS);
    const first = rig.server.servedAt.filter((ms) => ms >= wokeMs && ms < wokeMs + 1_000).length;
    expect(first).toBeLessThanOrEqual(5);
    expect(measureUse(rig.server, wokeMs, wokeMs + MINUTE_MS).requestsPerMinute).toBeLessThanOrEqual(120);
    rig.stop();
  });
});
