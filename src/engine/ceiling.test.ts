import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Ceiling } from './ceiling.ts';
import { MinuteMeter } from './minute-meter.ts';

const MINUTE_MS = 60_000;

test('no sixty seconds see more than the ceiling, whatever is asked for and when', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 10, max: 5_000 }),
      fc.array(fc.tuple(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 0, max: 4_000 })), {
        minLength: 1,
        maxLength: 200,
      }),
      (limit, wishes) => {
        const meter = new MinuteMeter();
        const ceiling = new Ceiling(limit, meter);
        const taken: Array<readonly [number, number]> = [];
        let nowMs = 5_000;
        for (const [amount, idleMs] of wishes) {
          nowMs += idleMs;
          nowMs += Math.ceil(ceiling.measureWaitMs(amount, nowMs));
          expect(ceiling.measureWaitMs(amount, nowMs)).toBeLessThan(1e-3);
          ceiling.take(amount, nowMs);
          meter.add(amount, nowMs, nowMs);
          taken.push([nowMs, amount]);
        }
        for (const [fromMs] of taken) {
          const sum = taken
            .filter(([ms]) => ms >= fromMs && ms < fromMs + MINUTE_MS)
            .reduce((total, [, amount]) => total + amount, 0);
          expect(sum).toBeLessThanOrEqual(limit);
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('an amount above the whole ceiling waits for an empty minute', () => {
  const meter = new MinuteMeter();
  const ceiling = new Ceiling(100, meter);
  meter.add(1, 0, 0);
  ceiling.take(1, 0);
  expect(ceiling.measureWaitMs(500, 0)).toBeGreaterThanOrEqual(MINUTE_MS);
  expect(ceiling.measureWaitMs(500, 61_000)).toBe(0);
});

test('without a ceiling nothing waits', () => {
  const ceiling = new Ceiling(Number.POSITIVE_INFINITY, new MinuteMeter());
  ceiling.take(1e12, 0);
  expect(ceiling.measureWaitMs(1e12, 0)).toBe(0);
});

test('the meter counts the last minute, takes corrections where they belong, and forgets', () => {
  const meter = new MinuteMeter();
  meter.add(100, 1_000, 1_000);
  meter.add(50, 31_000, 31_000);
  expect(meter.measure(60_000)).toBe(150);
  meter.add(-40, 1_000, 60_000);
  expect(meter.measure(60_000)).toBe(110);
  expect(meter.measure(61_500)).toBe(50);
  meter.add(-50, 1_000, 61_500);
  expect(meter.measure(61_500)).toBe(50);
  expect(meter.measureWaitMs(49, 61_500)).toBeCloseTo(29_750, -3);
  expect(meter.measure(10_000_000)).toBe(0);
});
