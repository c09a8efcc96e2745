import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HandClock } from '../base/index.ts';
import { OutcomeQueue } from './outcome-queue.ts';

const turn = () => new HandClock().wind(0);

test('every value is read once, in the order in which it was put, whatever the pace', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 })), {
        maxLength: 150,
      }),
      async (paces) => {
        const clock = new HandClock();
        const queue = new OutcomeQueue<number>();
        const put: number[] = [];
        const writers = paces.map(async ([writeMs], index) => {
          await clock.sleep(writeMs);
          put.push(index);
          await queue.put(index);
        });
        void Promise.all(writers).then(() => queue.close());
        const read: number[] = [];
        const reader = (async () => {
          for await (const value of queue) {
            read.push(value);
            await clock.sleep(paces[value]?.[1] ?? 0);
          }
        })();
        await clock.wind(100_000);
        await reader;
        expect(read).toEqual(put);
      },
    ),
    { numRuns: 40 },
  );
});

test('writers wait once 64 values lie unread', async () => {
  const queue = new OutcomeQueue<number>();
  let done = 0;
  for (let n = 0; n < 100; n++) void queue.put(n).then(() => done++);
  await turn();
  expect(done).toBe(64);
  const reader = queue[Symbol.asyncIterator]();
  expect(await reader.next()).toEqual({ done: false, value: 0 });
  await turn();
  expect(done).toBe(100);
});

test('a reader that leaves lets every writer go, those to come as well', async () => {
  const queue = new OutcomeQueue<number>();
  let done = 0;
  const put = (n: number) => queue.put(n).then(() => done++);
  for (let n = 0; n < 100; n++) void put(n);
  for await (const value of queue) if (value === 3) break;
  for (let n = 0; n < 200; n++) void put(n);
  await turn();
  expect(done).toBe(300);
});

test('closing ends a reader that waits, and one that still has values to read', async () => {
  const queue = new OutcomeQueue<number>();
  const reader = queue[Symbol.asyncIterator]();
  const waiting = reader.next();
  await turn();
  queue.close();
  expect((await waiting).done).toBe(true);

  const full = new OutcomeQueue<number>();
  void full.put(1);
  full.close();
  expect(await Array.fromAsync(full)).toEqual([1]);
});
