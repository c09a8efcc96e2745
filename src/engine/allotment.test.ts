import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Allotment } from './allotment.ts';

test('no pace is no limit', () => {
  const allotment = new Allotment();
  allotment.take(100, Number.POSITIVE_INFINITY, 0);
  expect(allotment.measureWaitMs(100, Number.POSITIVE_INFINITY, 0)).toBe(0);
});

test('over a minute as much goes out as the pace allows, however the weights are mixed', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.05, max: 6, noNaN: true }), { minLength: 1, maxLength: 20 }),
      fc.double({ min: 0.001, max: 0.5, noNaN: true }),
      (weights, pace) => {
        const allotment = new Allotment();
        let sent = 0;
        let nowMs = 0;
        for (let call = 0; nowMs < 60_000; call++) {
          const weight = weights[call % weights.length] ?? 1;
          nowMs += Math.ceil(allotment.measureWaitMs(weight, pace, nowMs));
          allotment.take(weight, pace, nowMs);
          sent += weight;
        }
        expect(sent).toBeLessThanOrEqual(pace * nowMs + Math.max(1, pace * 100) + 1e-6);
        expect(sent).toBeGreaterThanOrEqual(0.85 * pace * nowMs - 6);
      },
    ),
  );
});

test('nothing comes while it is held, and what was saved up can be taken away', () => {
  const allotment = new Allotment();
  expect(allotment.measureWaitMs(1, 1, 50)).toBe(0);
  allotment.empty();
  allotment.hold(1_000);
  expect(allotment.measureWaitMs(1, 1, 900)).toBeGreaterThan(0);
  expect(allotment.measureWaitMs(1, 1, 1_001)).toBe(0);
  allotment.fill(500);
  expect(allotment.measureWaitMs(2, 1, 1_001)).toBe(1);
});
