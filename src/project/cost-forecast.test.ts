import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EngineEvent } from '../engine/index.ts';
import { CostForecast } from './cost-forecast.ts';

const answered = (call: string, costUsd: number | undefined): EngineEvent => ({
  kind: 'call-answered',
  call,
  send: 1,
  latencyMs: 1,
  costUsd,
  usage: undefined,
  verdict: 'accepted',
});
const settled = (call: string): EngineEvent => ({
  kind: 'call-settled',
  call,
  as: 'accepted',
  source: 'provider',
});
const learn = (costs: readonly number[], estimate?: ConstructorParameters<typeof CostForecast>[0]) => {
  const forecast = new CostForecast(estimate);
  costs.forEach((costUsd, index) => {
    forecast.hear(answered(String(index), costUsd));
    forecast.hear(settled(String(index)));
  });
  return forecast;
};
const ESTIMATE = { low: 0.01, likely: 0.02, high: 0.06 };

describe('what a run will have cost', () => {
  test('is the estimate while nothing is settled, and nothing is known without one', () => {
    expect(new CostForecast(ESTIMATE).measure(0, 100)).toEqual({ low: 1, likely: 2, high: 6 });
    expect(new CostForecast(undefined).measure(0, 100)).toBeUndefined();
  });

  test('has the spread of the estimate round the first costs', () => {
    const { low = 0, likely, high } = learn([0.04], ESTIMATE).measure(0.04, 10) ?? {};
    expect([low, likely, high]).toEqual([
      expect.closeTo(0.24, 9),
      expect.closeTo(0.44, 9),
      expect.closeTo(1.24, 9),
    ]);
  });

  test('counts every answer of a conversation, and those of open ones only once', () => {
    const forecast = learn([0.1, 0.1, 0.1, 0.1, 0.1]);
    for (const costUsd of [0.05, 0.15]) forecast.hear(answered('twice', costUsd));
    forecast.hear(settled('twice'));
    forecast.hear(answered('open', 0.1));
    // Six are settled for 0.70, one has cost 0.10 so far, and it is one of the three that are left.
    expect(forecast.measure(0.8, 3)?.likely).toBeCloseTo(0.7 + (3 * 0.7) / 6, 9);
  });

  test('is what was spent when nothing is left', () => {
    const usd = expect.closeTo(1.5, 9);
    expect(learn([0.1, 0.2, 0.3, 0.4, 0.5]).measure(1.5, 0)).toEqual({ low: usd, likely: usd, high: usd });
  });

  test('is not told by answers without a price', () => {
    const forecast = new CostForecast(undefined);
    forecast.hear(answered('1', undefined));
    forecast.hear(settled('1'));
    expect(forecast.measure(0, 5)).toBeUndefined();
  });

  test('lies in its range, and never below what was spent', () => {
    const cost = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(cost, { minLength: 1, maxLength: 40 }), fc.nat(1_000), (costs, left) => {
        const spentUsd = costs.reduce((sum, usd) => sum + usd, 0);
        const range = learn(costs).measure(spentUsd, left);
        if (range === undefined) throw new Error('There is no range.');
        expect(range.low).toBeLessThanOrEqual(range.likely);
        expect(range.likely).toBeLessThanOrEqual(range.high);
        expect(range.low).toBeGreaterThanOrEqual(spentUsd);
      }),
    );
  });

  test('narrows as more is known', () => {
    const costs = Array.from({ length: 200 }, (_, index) => 0.02 + (index % 7) * 0.002);
    const widths = [5, 20, 100, 200].map((count) => {
      const part = costs.slice(0, count);
      const { low = 0, high = 0 } =
        learn(part).measure(
          part.reduce((sum, usd) => sum + usd, 0),
          400 - count,
        ) ?? {};
      return high - low;
    });
    expect(widths).toEqual(widths.toSorted((a, b) => b - a));
  });
});
