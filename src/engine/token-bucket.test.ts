import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TokenBucket } from './token-bucket.ts';

const MINUTE_MS = 60_000;

/** Takes as soon as it may, for a while; gives the moments. */
const drain = (bucket: TokenBucket, amount: number, fromMs: number, untilMs: number): number[] => {
  const takenAt: number[] = [];
  for (let nowMs = fromMs; nowMs <= untilMs; ) {
    const waitMs = bucket.measureWaitMs(amount, nowMs);
    if (waitMs > 0) {
      nowMs += Math.ceil(waitMs);
      continue;
    }
    bucket.take(amount, nowMs);
    takenAt.push(nowMs);
  }
  return takenAt;
};

test('without a limit nothing waits and nothing is counted', () => {
  const bucket = new TokenBucket(Number.POSITIVE_INFINITY, 0);
  bucket.take(1e12, 0);
  expect(bucket.measureWaitMs(1e12, 0)).toBe(0);
});

test('at first a tenth of the limit is free at once, and never less than one request', () => {
  const takenAtOnce = (limit: number) => drain(new TokenBucket(limit, 0), 1, 0, 0).length;
  expect([1, 5, 10, 60, 500].map(takenAtOnce)).toEqual([1, 1, 1, 6, 50]);
});

test('once the first burst is used, no minute sees more than the limit', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 40 }), (limit, amount) => {
      const takenAt = drain(new TokenBucket(limit, 0), amount, 0, 4 * MINUTE_MS);
      const inMinute = (fromMs: number) =>
        takenAt.filter((ms) => ms > fromMs && ms <= fromMs + MINUTE_MS).length * amount;
      const steady = takenAt.filter((ms) => ms > 0 && ms <= 3 * MINUTE_MS);
      for (const fromMs of steady) expect(inMinute(fromMs)).toBeLessThanOrEqual(limit + amount);
    }),
    { numRuns: 40 },
  );
});

test('all of the limit is used: in ten minutes ten times the limit, but for what is taken in whole pieces', () => {
  for (const [limit, amount] of [
    [500, 1],
    [30_000, 900],
    [30_000, 12_000],
  ] as const) {
    const taken = drain(new TokenBucket(limit, 0), amount, 0, 10 * MINUTE_MS).length * amount;
    expect(taken).toBeGreaterThanOrEqual(0.99 * 10 * limit - amount);
    expect(taken).toBeLessThanOrEqual(10 * limit + limit / 10 + amount);
  }
});

test('an amount above the whole limit goes when the bucket is full, and the next waits for it', () => {
  const bucket = new TokenBucket(600, 0);
  expect(bucket.measureWaitMs(6_000, 0)).toBe(0);
  bucket.take(6_000, 0);
  // 5,940 are missing, at 10 a second, and one more.
  expect(bucket.measureWaitMs(1, 0)).toBeCloseTo(594_100, 0);
});

test('what was not used is given back, never beyond the burst', () => {
  const bucket = new TokenBucket(600, 0);
  bucket.take(60, 0);
  expect(bucket.measureWaitMs(30, 0)).toBe(3_000);
  bucket.giveBack(30);
  expect(bucket.measureWaitMs(30, 0)).toBe(0);
  bucket.giveBack(1e9);
  bucket.take(60, 0);
  expect(bucket.measureWaitMs(1, 0)).toBe(100);
  bucket.giveBack(-60);
  expect(bucket.measureWaitMs(1, 0)).toBe(6_100);
});

test('a limit is learnt from a reply, within the ceiling of the user', () => {
  const free = new TokenBucket(Number.POSITIVE_INFINITY, 0);
  free.learn({ limit: 600, remaining: 3 }, 0);
  expect(free.limit).toBe(600);
  expect(free.measureWaitMs(3, 0)).toBe(0);
  expect(free.measureWaitMs(4, 0)).toBe(100);
  const bound = new TokenBucket(60, 0);
  bound.learn({ limit: 600, remaining: 599 }, 0);
  expect(bound.limit).toBe(60);
  bound.learn({ limit: 30 }, 0);
  expect(bound.limit).toBe(30);
  bound.learn({ limit: 10_000 }, 0);
  expect(bound.limit).toBe(60);
});

test('what a reply tells is left never makes more free than our own count', () => {
  const bucket = new TokenBucket(600, 0);
  bucket.take(60, 0);
  bucket.learn({ limit: 600, remaining: 600 }, 0);
  expect(bucket.measureWaitMs(1, 0)).toBe(100);
  bucket.learn({ limit: 600, remaining: 0 }, 60_000);
  expect(bucket.measureWaitMs(1, 60_000)).toBe(100);
});

test.each([0, -5, Number.NaN])('a limit of %s is no limit', (limit) => {
  const bucket = new TokenBucket(Number.POSITIVE_INFINITY, 0);
  bucket.learn({ limit, remaining: 0 }, 0);
  expect(bucket.measureWaitMs(10, 0)).toBe(0);
});
