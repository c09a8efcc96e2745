import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RateMeter } from './rate-meter.ts';

describe('conversations a minute', () => {
  test.each<[string, number[], number, number]>([
    ['are none before anything is settled', [], 10_000, 0],
    ['are none at the very start', [], 0, 0],
    ['are none at the very start, though one is settled', [0], 0, 0],
    ['are counted from the start while that is near', [1_000, 2_000], 6_000, 20],
    ['are counted over the last half minute later', [0, 10_000, 50_000, 60_000], 60_000, 4],
    ['hold what lies just half a minute back', [30_000], 60_000, 2],
    ['forget what lies further back', [29_999], 60_000, 0],
    ['fall to none when nothing comes any more', [1_000], 100_000, 0],
  ])('%s', (_what, times, nowMs, perMinute) => {
    const meter = new RateMeter(0);
    for (const time of times) meter.note(time);
    expect(meter.measurePerMinute(nowMs)).toBe(perMinute);
    expect(meter.measurePerMinute(nowMs)).toBe(perMinute);
  });

  test('of an even stream are its rate, wherever it is looked at', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 1_000 }), fc.integer({ min: 40, max: 400 }), (stepMs, count) => {
        const meter = new RateMeter(5_000);
        for (let index = 1; index <= count; index++) meter.note(5_000 + index * stepMs);
        const perMinute = meter.measurePerMinute(5_000 + count * stepMs);
        expect(perMinute / (60_000 / stepMs)).toBeCloseTo(1, 1);
      }),
    );
  });
});
