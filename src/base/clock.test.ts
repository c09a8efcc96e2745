import { expect, test } from 'vitest';
import { HandClock, systemClock } from './clock.ts';

test('sleepers wake in order of their time, whatever the order in which they went to sleep', async () => {
  const clock = new HandClock(1_000);
  const woken: string[] = [];
  const sleepers = [30, 10, 20, 10].map((delayMs, index) =>
    clock.sleep(delayMs).then(() => woken.push(`${index} at ${clock.nowMs()}`)),
  );
  await clock.wind(30);
  await Promise.all(sleepers);
  expect(woken).toEqual(['1 at 1010', '3 at 1010', '2 at 1020', '0 at 1030']);
});

test('a sleeper acts before the next one wakes, however many promises that takes', async () => {
  const clock = new HandClock();
  const log: string[] = [];
  const first = clock.sleep(10).then(async () => {
    for (let step = 0; step < 500; step++) await Promise.resolve();
    log.push(`first done at ${clock.nowMs()}`);
  });
  const second = clock.sleep(20).then(() => log.push(`second woken at ${clock.nowMs()}`));
  await clock.wind(20);
  await Promise.all([first, second]);
  expect(log).toEqual(['first done at 10', 'second woken at 20']);
});

test('who sleeps again within one wind is woken again at the right moments', async () => {
  const clock = new HandClock();
  const ticks: number[] = [];
  const ticking = (async () => {
    for (let tick = 0; tick < 4; tick++) {
      await clock.sleep(25);
      ticks.push(clock.monotonicMs());
    }
  })();
  await clock.wind(99);
  expect(ticks).toEqual([25, 50, 75]);
  expect(clock.nowMs()).toBe(99);
  expect(clock.sleeping).toBe(1);
  await clock.wind(1);
  await ticking;
  expect(ticks).toEqual([25, 50, 75, 100]);
});

test('nobody wakes early', async () => {
  const clock = new HandClock();
  let isAwake = false;
  void clock.sleep(50).then(() => {
    isAwake = true;
  });
  await clock.wind(49);
  expect(isAwake).toBe(false);
  await clock.wind(1);
  expect(isAwake).toBe(true);
});

test.each([
  ['the hand clock', new HandClock()],
  ['the machine clock', systemClock],
])('%s wakes a sleeper when its signal aborts, and never rejects', async (_name, clock) => {
  const control = new AbortController();
  const sleeping = clock.sleep(60_000, control.signal);
  control.abort(new Error('enough'));
  await expect(sleeping).resolves.toBeUndefined();
  await expect(clock.sleep(60_000, control.signal)).resolves.toBeUndefined();
});

test('an aborted sleeper is no longer counted', async () => {
  const clock = new HandClock();
  const control = new AbortController();
  const sleeping = clock.sleep(5, control.signal);
  expect(clock.sleeping).toBe(1);
  control.abort();
  await sleeping;
  expect(clock.sleeping).toBe(0);
});

test('a sleeper that has woken leaves nothing behind on a signal that lives on', async () => {
  const clock = new HandClock();
  const control = new AbortController();
  let listeners = 0;
  const add = control.signal.addEventListener.bind(control.signal);
  const remove = control.signal.removeEventListener.bind(control.signal);
  const signal = Object.assign(control.signal, {
    addEventListener: (...args: Parameters<typeof add>) => {
      listeners++;
      add(...args);
    },
    removeEventListener: (...args: Parameters<typeof remove>) => {
      listeners--;
      remove(...args);
    },
  });
  const sleeping = Promise.all([clock.sleep(1, signal), clock.sleep(2, signal)]);
  expect(listeners).toBe(2);
  await clock.wind(2);
  await sleeping;
  expect(listeners).toBe(0);
});

test.each([0, -5])('a sleep of %d ms is over at once on the hand clock', async (delayMs) => {
  await expect(new HandClock().sleep(delayMs)).resolves.toBeUndefined();
});

test('a wind that overlaps a longer one does not turn time back', async () => {
  const clock = new HandClock();
  await Promise.all([clock.wind(100), clock.wind(5)]);
  expect(clock.nowMs()).toBe(100);
});

test('the machine clock waits at least as long as asked', async () => {
  const startMs = systemClock.monotonicMs();
  await systemClock.sleep(4);
  expect(systemClock.monotonicMs() - startMs).toBeGreaterThanOrEqual(4);
});

test.each([2 ** 31, 30 * 24 * 3_600_000, Number.POSITIVE_INFINITY])(
  'the machine clock does not cut a wait of %d ms short, though a timer of Node would',
  async (delayMs) => {
    const warnings: Error[] = [];
    const note = (warning: Error): void => void warnings.push(warning);
    process.on('warning', note);
    const control = new AbortController();
    let isAwake = false;
    const sleeping = systemClock.sleep(delayMs, control.signal).then(() => {
      isAwake = true;
    });
    await systemClock.sleep(6);
    expect(isAwake).toBe(false);
    control.abort();
    await sleeping;
    process.off('warning', note);
    expect(warnings).toEqual([]);
  },
);
