import { getEventListeners } from 'node:events';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HandClock } from '../base/index.ts';
import { Budget } from './budget.ts';

const never = new AbortController().signal;

interface Plan {
  readonly worst: number;
  /** Share of the worst that it costs in the end. */
  readonly share: number;
  readonly isLost: boolean;
  readonly arriveMs: number;
  readonly holdMs: number;
  readonly leaveMs: number | undefined;
}

const anyPlan: fc.Arbitrary<Plan> = fc.record({
  worst: fc.integer({ min: 0, max: 50 }),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  isLost: fc.boolean(),
  arriveMs: fc.integer({ min: 0, max: 100 }),
  holdMs: fc.integer({ min: 1, max: 100 }),
  leaveMs: fc.option(fc.integer({ min: 0, max: 200 }), { nil: undefined, freq: 4 }),
});

describe('a budget', () => {
  test('keeps what is spent, uncertain and reserved under the cap, and lets nobody wait for ever', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 200 }),
        fc.array(anyPlan, { minLength: 1, maxLength: 30 }),
        async (cap, plans) => {
          const clock = new HandClock();
          const budget = new Budget(cap);
          let reserved = 0;
          const answers: boolean[] = [];
          const check = () =>
            expect(budget.spentUsd + budget.uncertainUsd + reserved).toBeLessThanOrEqual(cap + 1e-9);
          const all = plans.map(async ({ worst, share, isLost, arriveMs, holdMs, leaveMs }) => {
            await clock.sleep(arriveMs);
            const leave = new AbortController();
            if (leaveMs !== undefined) void clock.sleep(leaveMs).then(() => leave.abort());
            const isReserved = await budget.reserve(worst, leave.signal);
            answers.push(isReserved);
            if (!isReserved) return;
            reserved += worst;
            check();
            await clock.sleep(holdMs);
            reserved -= worst;
            budget.settle(worst, isLost ? 0 : worst * share, isLost ? worst : 0);
            check();
          });
          await clock.wind(100_000);
          expect(answers).toHaveLength(plans.length);
          await Promise.all(all);
        },
      ),
      { numRuns: 100 },
    );
  });

  test('answers 200 in order of arrival, and gets every reservation back', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 400 }),
        fc.array(anyPlan, { minLength: 200, maxLength: 200 }),
        async (cap, plans) => {
          const clock = new HandClock();
          const budget = new Budget(cap);
          const order: number[] = [];
          const all = plans.map(async ({ worst, share, isLost, holdMs }, index) => {
            const isReserved = await budget.reserve(worst, never);
            order.push(index);
            if (!isReserved) return;
            await clock.sleep(holdMs);
            budget.settle(worst, isLost ? 0 : worst * share, isLost ? worst : 0);
          });
          await clock.wind(100_000);
          await Promise.all(all);
          expect(order).toEqual(plans.map((_, index) => index));
          const leftUsd = cap - budget.spentUsd - budget.uncertainUsd;
          expect(leftUsd).toBeGreaterThanOrEqual(-1e-9);
          expect(await budget.reserve(Math.max(0, leftUsd - 1e-6), never)).toBe(true);
        },
      ),
      { numRuns: 30 },
    );
  });

  test('refuses at once what can never fit', async () => {
    expect(await new Budget(1).reserve(1.01, never)).toBe(false);
  });

  test('takes what just fits', async () => {
    const budget = new Budget(1);
    expect(await budget.reserve(1, never)).toBe(true);
    budget.settle(1, 0.5);
    expect(await budget.reserve(0.5, never)).toBe(true);
  });

  test('of zero lets only pass what costs nothing', async () => {
    expect(await new Budget(0).reserve(0, never)).toBe(true);
    expect(await new Budget(0).reserve(0.000_001, never)).toBe(false);
  });

  test('without a cap lets everything pass', async () => {
    expect(await new Budget(Number.POSITIVE_INFINITY).reserve(1e9, never)).toBe(true);
  });

  test('serves those who wait in order, also when a later one is smaller', async () => {
    const budget = new Budget(10);
    await budget.reserve(8, never);
    const served: string[] = [];
    const big = budget.reserve(9, never).then(() => served.push('big'));
    const small = budget.reserve(1, never).then(() => served.push('small'));
    await new HandClock().wind(0);
    expect(served).toEqual([]);
    budget.settle(8, 0);
    await Promise.all([big, small]);
    expect(served).toEqual(['big', 'small']);
  });

  test('refuses one that can never fit without refusing those behind it', async () => {
    const budget = new Budget(10);
    await budget.reserve(5, never);
    const answers = Promise.all([9, 4].map((worst) => budget.reserve(worst, never)));
    budget.settle(5, 5);
    expect(await answers).toEqual([false, true]);
  });

  test('lets the next one in when the one before it leaves', async () => {
    const budget = new Budget(10);
    await budget.reserve(5, never);
    const leave = new AbortController();
    const answers = Promise.all([budget.reserve(9, leave.signal), budget.reserve(4, never)]);
    leave.abort();
    expect(await answers).toEqual([false, true]);
  });

  test('leaves no listener behind', async () => {
    const budget = new Budget(10);
    const { signal } = new AbortController();
    await budget.reserve(8, signal);
    const waiting = budget.reserve(8, signal);
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    budget.settle(8, 0);
    await waiting;
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });

  test('does not drift: after many fractions all of it is free again', async () => {
    const budget = new Budget(0.3);
    for (let round = 0; round < 1_000; round++) {
      for (let call = 0; call < 2; call++) await budget.reserve(0.1, never);
      for (let call = 0; call < 2; call++) budget.settle(0.1, 0);
    }
    expect(await budget.reserve(0.3, never)).toBe(true);
  });
});
