import { expect, test } from 'vitest';
import { HeaderBucket } from './header-bucket.ts';

test('without a word on a limit nothing waits', () => {
  const bucket = new HeaderBucket(true);
  bucket.take(1e9, 0);
  expect(bucket.measureWaitMs(1e9, 0)).toBe(0);
  expect(bucket.limit).toBe(Number.POSITIVE_INFINITY);
});

test('what the provider tells is left is what is left, less what went out since', () => {
  const bucket = new HeaderBucket(false);
  const first = bucket.take(1, 0);
  bucket.take(1, 0);
  bucket.learn({ limit: 600, remaining: 3 }, first, true, 0);
  expect(bucket.measureWaitMs(2, 0)).toBe(0);
  expect(bucket.measureWaitMs(3, 0)).toBeCloseTo(100);
});

test('a word that is half a minute old is held against what was known then', () => {
  const bucket = new HeaderBucket(false);
  bucket.learn({ limit: 600, remaining: 59 }, bucket.take(1, 0), true, 0);
  const marks = Array.from({ length: 300 }, (_, index) => bucket.take(1, (index + 1) * 100));
  // Each of them found as much as the copy had, so nothing is to be corrected.
  for (const mark of marks.slice(0, 3)) bucket.learn({ limit: 600, remaining: 59 }, mark, true, 30_000);
  expect(bucket.measureWaitMs(10, 30_000)).toBe(0);
});

test('an older word does not undo a newer one', () => {
  const bucket = new HeaderBucket(false);
  bucket.learn({ limit: 600, remaining: 59 }, bucket.take(1, 0), true, 0);
  const [older, newer] = [bucket.take(1, 0), bucket.take(1, 0)];
  bucket.learn({ limit: 600, remaining: 0 }, newer, true, 0);
  const waitMs = bucket.measureWaitMs(1, 0);
  bucket.learn({ limit: 600, remaining: 50 }, older, true, 0);
  expect(bucket.measureWaitMs(1, 0)).toBe(waitMs);
  expect(waitMs).toBeGreaterThan(0);
});

test.each([
  ['half', 0.5],
  ['three times', 3],
])('what a call is charged is learnt: %s of what was expected', (_what, share) => {
  const bucket = new HeaderBucket(true);
  let remaining = 100_000;
  for (let call = 0; call < 60; call++) {
    remaining -= 1_000 * share;
    bucket.learn({ limit: 1_000_000, remaining: Math.max(1, remaining) }, bucket.take(1_000, 0), true, 0);
    if (remaining < 5_000) break;
  }
  const { amount } = bucket.take(1_000, 0);
  expect(amount).toBeGreaterThan(share < 1 ? 0 : 1_500);
  expect(amount).toBeLessThan(share < 1 ? 600 : 3_001);
});

test('a figure that never changes is not believed', () => {
  const bucket = new HeaderBucket(false);
  for (let call = 0; call < 200; call++) {
    bucket.learn({ limit: 60, remaining: 59 }, bucket.take(1, call), true, call);
  }
  expect(bucket.measureWaitMs(1, 200)).toBeGreaterThan(60_000);
});

test.each([0, -5, Number.NaN])('a limit of %s is no limit', (limit) => {
  const bucket = new HeaderBucket(false);
  bucket.learn({ limit, remaining: 0 }, bucket.take(1, 0), true, 0);
  expect(bucket.measureWaitMs(10, 0)).toBe(0);
});

test('where a limit is told but not what is left, a tenth may go out at once', () => {
  const bucket = new HeaderBucket(false);
  bucket.learn({ limit: 600 }, bucket.take(1, 0), true, 0);
  for (let call = 0; call < 60; call++) bucket.take(1, 0);
  // One call, and three quarters of one that are kept.
  expect(bucket.measureWaitMs(1, 0)).toBeCloseTo(175);
});

test('a limit that is smaller than what is under way holds the next call back for minutes, not for hours', () => {
  const bucket = new HeaderBucket(true);
  const marks = Array.from({ length: 8 }, () => bucket.take(5_600, 0));
  bucket.learn({ limit: 100, remaining: 0 }, marks[0]!, true, 0);
  expect(bucket.measureWaitMs(5_600, 1_000)).toBeGreaterThan(30_000);
  expect(bucket.measureWaitMs(5_600, 1_000)).toBeLessThanOrEqual(130_000);
});
