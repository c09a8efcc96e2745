import { expect, test } from 'vitest';
import { makeRandom } from '../base/index.ts';
import { Breaker, type BreakerNews } from './breaker.ts';

const make = () => {
  const news: BreakerNews[] = [];
  const breaker = new Breaker(makeRandom(1, 'breaker'), (each) => news.push(each));
  return { breaker, news, states: () => news.map(({ state }) => state) };
};
const refuse = (breaker: Breaker, times: number): void => {
  for (let n = 0; n < times; n++) breaker.noteRefused(false, 0, 0);
};

test('opens when at most one of the last forty was served, and not before', () => {
  const { breaker, states } = make();
  refuse(breaker, 39);
  expect(breaker.isOpen).toBe(false);
  refuse(breaker, 1);
  expect(breaker.isOpen).toBe(true);
  expect(states()).toEqual(['open']);
});

test('goes by the share, and not by the last ones in a row', () => {
  const { breaker } = make();
  for (let turn = 0; turn < 100; turn++) {
    refuse(breaker, 18);
    breaker.noteServed();
  }
  expect(breaker.isOpen).toBe(false);
});

test('lets one probe through at a time, and closes when it is served', () => {
  const { breaker, states } = make();
  refuse(breaker, 40);
  expect(breaker.measureWaitMs(0)).toBeGreaterThan(0);
  expect(breaker.measureWaitMs(100)).toBe(0);
  expect(breaker.take()).toBe(true);
  expect(breaker.measureWaitMs(1e9)).toBe(Number.POSITIVE_INFINITY);
  breaker.noteServed();
  expect(breaker.measureWaitMs(101)).toBe(0);
  expect(breaker.take()).toBe(false);
  expect(states()).toEqual(['open', 'probing', 'closed']);
});

test('waits longer after each probe that is refused, up to eight seconds, never all to the same moment', () => {
  const { breaker, news } = make();
  refuse(breaker, 40);
  for (let probe = 0; probe < 60; probe++) {
    breaker.take();
    breaker.noteRefused(true, 0, 0);
  }
  const pauses = news.filter(({ state }) => state === 'open').map(({ pauseMs }) => pauseMs);
  for (const [index, pauseMs] of pauses.entries()) {
    const most = Math.min(8_000, 100 * 1.15 ** index);
    expect(pauseMs).toBeLessThanOrEqual(most);
    expect(pauseMs).toBeGreaterThan(0.75 * most - 1);
  }
  expect(new Set(pauses).size).toBeGreaterThan(50);
});

test('keeps to the wait that the provider asks for', () => {
  const { breaker } = make();
  for (let n = 0; n < 40; n++) breaker.noteRefused(false, 30_000, 1_000);
  expect(breaker.measureWaitMs(1_000)).toBe(30_000);
});

test('tries again when nobody knows what became of a probe', () => {
  const { breaker } = make();
  refuse(breaker, 40);
  breaker.take();
  breaker.noteUnknown(true, 500);
  expect(breaker.measureWaitMs(500)).toBeGreaterThan(0);
  expect(breaker.measureWaitMs(1_000)).toBe(0);
});

test('heeds no refusals of what went out before it opened', () => {
  const { breaker, news } = make();
  refuse(breaker, 60);
  expect(news).toHaveLength(1);
});
