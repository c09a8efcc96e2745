import { expect, test } from 'vitest';
import { HeaderBucket } from './header-bucket.ts';

const told = { limit: 60_000, refusal: { waitMs: 500 } };

/** A send that is refused, and given back. */
const refuse = (bucket: HeaderBucket, estimate: number, nowMs: number, allowance = told): boolean => {
  const mark = bucket.take(estimate, nowMs);
  bucket.giveBack(mark);
  return bucket.learnRefusal(allowance, mark, nowMs);
};

test('the first refusal tells the limit, and the wait beside it how much is missing', () => {
  const bucket = new HeaderBucket(true);
  expect(refuse(bucket, 2_000, 0)).toBe(true);
  expect(bucket.limit).toBe(60_000);
  expect(bucket.isOfHeaders).toBe(false);
  // 2,000 after half a second, at 1,000 a second, and three quarters of a call that are kept.
  bucket.take(500, 0);
  expect(bucket.measureWaitMs(2_000, 0)).toBeCloseTo(500 + 1_500 + 500);
});

test('refusals of what went out before the first one was known are no news', () => {
  const bucket = new HeaderBucket(true);
  const marks = Array.from({ length: 8 }, () => bucket.take(2_000, 0));
  for (const mark of marks) {
    bucket.giveBack(mark);
    expect(bucket.learnRefusal(told, mark, 5)).toBe(true);
  }
  expect(bucket.measureWaitMs(2_000, 5)).toBeLessThan(2_100);
});

test('a pause to the end of a fixed minute saves nothing up', () => {
  const bucket = new HeaderBucket(true);
  refuse(bucket, 2_000, 0, { limit: 60_000, refusal: { waitMs: 50_000 } });
  expect(bucket.measureWaitMs(2_000, 49_000)).toBeCloseTo(1_000);
  expect(bucket.measureWaitMs(3_000, 50_000)).toBeCloseTo(1_000);
});

test('a refusal although the limit was kept is held against it: the third one is not explained', () => {
  const bucket = new HeaderBucket(true);
  refuse(bucket, 2_000, 0);
  let nowMs = 0;
  const isExplained = [1, 2, 3].map(() => {
    nowMs += 5_000;
    return refuse(bucket, 2_000, nowMs);
  });
  expect(isExplained).toEqual([true, true, false]);
});

test('what an answer did not use is free again', () => {
  const bucket = new HeaderBucket(true);
  refuse(bucket, 2_000, 0);
  const mark = bucket.take(2_000, 10_000);
  const before = bucket.measureWaitMs(6_000, 10_000);
  expect(bucket.settle(mark, 500)).toBe(1_500);
  expect(bucket.measureWaitMs(6_000, 10_000)).toBeCloseTo(before - 1_500);
});

test('what a refusal says that a request counts is what its like are charged, and stays so', () => {
  const bucket = new HeaderBucket(true);
  const limit = { limit: 60_000, remaining: 100, refusal: { requested: 1_000, waitMs: 900 } };
  refuse(bucket, 2_000, 0, limit);
  const mark = bucket.take(2_000, 10_000);
  expect(mark.amount).toBe(1_000);
  expect(bucket.settle(mark, 300)).toBe(0);
});

test.each([0, Number.NaN])('a limit of %s tells nothing', (limit) => {
  const bucket = new HeaderBucket(true);
  expect(refuse(bucket, 2_000, 0, { limit, refusal: { waitMs: 500 } })).toBe(false);
  expect(bucket.limit).toBe(Number.POSITIVE_INFINITY);
});

test('a call that is larger than what may be saved up goes out all the same', () => {
  const bucket = new HeaderBucket(true);
  refuse(bucket, 30_000, 0, { limit: 60_000, refusal: { waitMs: 1_000 } });
  expect(bucket.measureWaitMs(30_000, 60_000)).toBe(0);
});
