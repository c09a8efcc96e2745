import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { makeCallMaker } from '../generate/index.ts';
import { makePlan } from '../plan/index.ts';
import { findModel, loadRegistry, openProvider, type ProviderName } from '../providers/index.ts';
import { loadRecipe, type Recipe } from '../recipe/index.ts';
import { estimateCalls } from './estimate.ts';
import { BUILT_IN_RECIPE } from './paths.ts';

let recipe: Recipe;
beforeAll(async () => {
  recipe = await loadRecipe(BUILT_IN_RECIPE, BUILT_IN_RECIPE);
});

const estimate = (
  settings: {
    count?: number;
    maxTokens?: number;
    name?: ProviderName;
    model?: string;
    exchanges?: number;
  } = {},
) => {
  const { count = 20, maxTokens = 3_000, name = 'openai', model = 'gpt-4o', exchanges } = settings;
  const from = exchanges === undefined ? recipe : { ...recipe, exchanges: [exchanges] };
  const assignments = makePlan(from, {
    count: Math.max(1, count),
    seed: 42,
    design: 'cycle',
  }).assignments.slice(0, count);
  let made = 0;
  const makeCall = makeCallMaker(from, { model, temperature: 0.8, maxTokens, mostTokens: maxTokens });
  const counted = (assignment: (typeof assignments)[number]) => {
    made++;
    return makeCall(assignment);
  };
  const registry = loadRegistry();
  const provider = openProvider(name, { apiKey: 'none', registry });
  return { ...estimateCalls(assignments, counted, findModel(registry, name, model), provider), made };
};

describe('an estimate', () => {
  test('of the built-in recipe is of the size that such conversations have', () => {
    const { calls, inputTokens, outputTokens, costUsd, prices } = estimate({ count: 30 });
    expect(calls).toBe(30);
    // Lengths of 3, 4 and 5 exchanges come equally often.
    expect(outputTokens).toBe(30 * 4 * 335);
    expect(inputTokens / calls).toBeGreaterThan(1_000);
    // 2.50 and 10 dollars a million tokens; at most 1.3 times the input and 3,000 tokens an answer.
    expect(costUsd?.likely).toBeCloseTo((inputTokens * 2.5 + outputTokens * 10) / 1e6, 5);
    expect(costUsd?.high).toBeCloseTo((inputTokens * 1.3 * 2.5 + 30 * 3_000 * 10) / 1e6, 5);
    expect(costUsd?.low).toBeGreaterThan((inputTokens * 0.85 * 1.25 + outputTokens * 0.5 * 10) / 1e6);
    expect(costUsd?.low).toBeLessThan((inputTokens * 0.85 * 2.5 + outputTokens * 0.5 * 10) / 1e6);
    expect(prices?.asOf).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });

  test('counts the tokens that a model makes more of', () => {
    const plain = estimate({ name: 'anthropic', model: 'claude-opus-4-6' });
    const newer = estimate({ name: 'anthropic', model: 'claude-opus-4-7' });
    expect(newer.inputTokens / plain.inputTokens).toBeCloseTo(1.3, 3);
    expect(newer.outputTokens / plain.outputTokens).toBeCloseTo(1.3, 3);
  });

  test('of nothing is nothing', () => {
    expect(estimate({ count: 0 })).toMatchObject({
      calls: 0,
      inputTokens: 0,
      outputTokens: 0,
      costUsd: { low: 0, likely: 0, high: 0 },
    });
  });

  test('counts the thinking that a model does', () => {
    const plain = estimate({ name: 'openai', model: 'gpt-4o' });
    const thinking = estimate({ name: 'gemini', model: 'gemini-2.5-pro' });
    expect(thinking.outputTokens).toBeGreaterThan(plain.outputTokens);
  });

  test('has no cost for a model that nobody knows', () => {
    expect(estimate({ model: 'my-own' })).toMatchObject({ costUsd: undefined, prices: undefined });
  });

  test.each([1, 2, 19, 20, 21, 39, 40, 1_000])('of %d conversations looks at a few prompts only', (count) => {
    const { made, calls } = estimate({ count });
    expect(calls).toBe(count);
    expect(made).toBeLessThan(40);
    expect(made).toBeGreaterThanOrEqual(Math.min(count, 20));
  });

  test('lies between its least and its most, whatever the lengths and the room', () => {
    const names = fc.constantFrom(
      ['openai', 'gpt-4o'],
      ['gemini', 'gemini-2.5-pro'],
      ['anthropic', 'claude-haiku-4-5'],
    ) as fc.Arbitrary<[ProviderName, string]>;
    const lengths = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(
        names,
        lengths,
        fc.integer({ min: 64, max: 9_000 }),
        ([name, model], exchanges, maxTokens) => {
          const { costUsd } = estimate({ count: 3, name, model, exchanges, maxTokens });
          expect(costUsd?.low).toBeGreaterThan(0);
          expect(costUsd?.low).toBeLessThanOrEqual(costUsd?.likely ?? 0);
          expect(costUsd?.likely).toBeLessThanOrEqual(costUsd?.high ?? 0);
        },
      ),
      { numRuns: 40 },
    );
  });
});
