import { getEventListeners } from 'node:events';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Permit } from './permit.ts';
import { answered, MINUTE_MS, make, never, refused, saturate, small } from './send-rig.contract.ts';

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
    // What the first one took, 80 of 1,000 a minute, is paid off by then; the big one would have waited a minute.
    await clock.wind(4_790);
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
    const both = Promise.all([limit.admit(small, never), limit.admit(small, never)]);
    await clock.wind(10);
    const [one, other] = await both;
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
