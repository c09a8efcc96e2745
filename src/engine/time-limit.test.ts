import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { HandClock } from '../base/index.ts';
import { TimeLimit, withTimeLimit } from './time-limit.ts';

describe('how long an answer may take', () => {
  const learn = (latencies: readonly number[]): TimeLimit => {
    const limit = new TimeLimit(undefined);
    for (const latencyMs of latencies) limit.note(latencyMs, 3_000);
    return limit;
  };

  test('is a minute and the time of a slow model before anything is known', () => {
    expect(learn([]).limitMs(3_000, 4)).toBe(260_000);
    expect(learn(Array(9).fill(100)).limitMs(3_000, 4)).toBe(260_000);
  });

  test('is eight times the slowest of the last answers, within reason', () => {
    expect(learn([...Array(9).fill(1_000), 5_000]).limitMs(3_000, 4)).toBe(40_000);
    expect(learn(Array(10).fill(100)).limitMs(3_000, 4)).toBe(20_000);
    expect(learn(Array(10).fill(1_000_000)).limitMs(3_000, 4)).toBe(260_000);
  });

  test('forgets what is a hundred answers old', () => {
    const ofHundred = (latencies: readonly number[]) => learn(latencies).limitMs(3_000, 4);
    expect(ofHundred([30_000, ...Array(99).fill(4_000)])).toBe(240_000);
    expect(ofHundred([30_000, ...Array(100).fill(4_000)])).toBe(32_000);
  });

  test('is not learnt from the quickest alone: not while more are awaited than have come', () => {
    expect(learn(Array(20).fill(1_000)).limitMs(3_000, 32)).toBe(260_000);
    expect(learn(Array(32).fill(1_000)).limitMs(3_000, 32)).toBe(20_000);
  });

  test('grows with the room for the answer', () => {
    expect(learn(Array(10).fill(10_000)).limitMs(6_000, 4)).toBe(160_000);
    expect(learn(Array(10).fill(10_000)).limitMs(1_000, 4)).toBe(80_000);
  });

  test('is what the user says, when the user says so', () => {
    const limit = new TimeLimit(1_000);
    for (let answer = 0; answer < 20; answer++) limit.note(50_000, 3_000);
    expect(limit.limitMs(1e6, 4)).toBe(1_000);
  });
});

describe('work with a time limit', () => {
  const untilAborted = (signal: AbortSignal): Promise<string> =>
    new Promise((resolve) => {
      const name = () => resolve((signal.reason as DOMException).name);
      if (signal.aborted) name();
      else signal.addEventListener('abort', name);
    });

  test('is told that time is up by a TimeoutError', async () => {
    const clock = new HandClock();
    const drop = new AbortController();
    const work = withTimeLimit(() => 5_000, drop.signal, clock, untilAborted);
    await clock.wind(4_999);
    expect(clock.sleeping).toBe(1);
    await clock.wind(1);
    expect(await work).toBe('TimeoutError');
    expect(getEventListeners(drop.signal, 'abort')).toHaveLength(0);
  });

  test('is held to a limit that has become shorter meanwhile', async () => {
    const clock = new HandClock();
    let limitMs = 260_000;
    const work = withTimeLimit(() => limitMs, new AbortController().signal, clock, untilAborted);
    await clock.wind(12_000);
    limitMs = 20_000;
    await clock.wind(8_000);
    expect(await work).toBe('TimeoutError');
    expect(clock.sleeping).toBe(0);
  });

  test('is not cut off because the machine slept', async () => {
    const clock = new HandClock();
    let sleptMs = 0;
    const seen = {
      nowMs: () => clock.nowMs() + sleptMs,
      monotonicMs: () => clock.monotonicMs() + sleptMs,
      sleep: (ms: number, signal?: AbortSignal) => clock.sleep(ms, signal),
    };
    let reason: string | undefined;
    void withTimeLimit(() => 60_000, new AbortController().signal, seen, untilAborted).then((name) => {
      reason = name;
    });
    await clock.wind(12_000);
    sleptMs = 8 * 3_600_000;
    await clock.wind(46_000);
    expect(reason).toBeUndefined();
    await clock.wind(3_000);
    expect(reason).toBe('TimeoutError');
  });

  test('is told when the run drops it, also when that was before', async () => {
    const clock = new HandClock();
    const drop = new AbortController();
    const work = withTimeLimit(() => 5_000, drop.signal, clock, untilAborted);
    drop.abort();
    expect(await work).toBe('AbortError');
    expect(await withTimeLimit(() => 5_000, drop.signal, clock, untilAborted)).toBe('AbortError');
    expect(clock.sleeping).toBe(0);
  });

  test.each([
    ['comes', async () => 'x'],
    ['fails', () => Promise.reject(new Error('x'))],
    [
      'throws',
      () => {
        throw new Error('x');
      },
    ],
  ])('leaves no timer and no listener behind when it %s', async (_how, work) => {
    const clock = new HandClock();
    const drop = new AbortController();
    await withTimeLimit(() => 5_000, drop.signal, clock, work).catch(() => undefined);
    expect(clock.sleeping).toBe(0);
    expect(getEventListeners(drop.signal, 'abort')).toHaveLength(0);
  });
});
