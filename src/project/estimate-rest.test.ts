import { beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../base/index.ts';
import { type Ledger, openLedger, toCallKey } from '../engine/index.ts';
import { makeCallMaker } from '../generate/index.ts';
import { type Assignment, makePlan } from '../plan/index.ts';
import { findModel, loadRegistry, openProvider } from '../providers/index.ts';
import { loadRecipe, type Recipe } from '../recipe/index.ts';
import { estimateCalls } from './estimate.ts';
import { estimateRest } from './estimate-rest.ts';
import { BUILT_IN_RECIPE } from './paths.ts';

const registry = loadRegistry();
const model = findModel(registry, 'openai', 'gpt-4o');
const provider = openProvider('openai', { apiKey: 'none', registry });
const manner = { model: 'gpt-4o', temperature: 0.8, maxTokens: 3_000, mostTokens: 3_000 };

let recipe: Recipe;
beforeAll(async () => {
  recipe = await loadRecipe(BUILT_IN_RECIPE, BUILT_IN_RECIPE);
});

/** Stores an answer for an assignment, as a run does. */
const store = async (
  ledger: Ledger,
  assignment: Assignment,
  verdict: 'accepted' | 'not-json',
): Promise<void> => {
  const call = makeCallMaker(recipe, manner)(assignment);
  const key = toCallKey(provider, call);
  const { name, baseUrl } = provider;
  await ledger.claim({ key, provider: name, baseUrl, model: call.request.model, request: '{}' });
  const id = await ledger.recordAnswer(key, { raw: { status: 200, body: '{}' }, sentMs: 0, latencyMs: 1 });
  ledger.settleAnswer(id, { usage: undefined, costUsd: 0, verdict });
  ledger.release(key);
};

const open = async (count: number, held: number, spoilt = 0) => {
  const ledger = openLedger(':memory:', { clock: systemClock });
  const { assignments } = makePlan(recipe, { count, seed: 42, design: 'cycle' });
  await ledger.beginRun({});
  await Promise.all(assignments.slice(0, held).map((each) => store(ledger, each, 'accepted')));
  await Promise.all(assignments.slice(held, held + spoilt).map((each) => store(ledger, each, 'not-json')));
  await ledger.finishRun(1, 'done');
  let made = 0;
  const maker = makeCallMaker(recipe, manner);
  const makeCall = (assignment: Assignment) => {
    made++;
    return maker(assignment);
  };
  const rest = () => estimateRest(assignments, makeCall, model, provider, ledger);
  return { ledger, assignments, maker, rest, made: () => made };
};

describe('the rest of a plan', () => {
  test('leaves out what the ledger holds, but not what could not be used', async () => {
    const { ledger, assignments, maker, rest } = await open(20, 8, 3);
    await using _ = ledger;
    expect(rest()).toEqual({
      held: 8,
      isExact: true,
      estimate: estimateCalls(assignments.slice(8), maker, model, provider),
    });
  });

  test('of a plan that is done costs nothing', async () => {
    const { ledger, rest } = await open(6, 6);
    await using _ = ledger;
    expect(rest()).toMatchObject({
      held: 6,
      estimate: { calls: 0, costUsd: { low: 0, likely: 0, high: 0 } },
    });
  });

  test('is the whole plan where there was no run, and nothing is looked up for that', async () => {
    await using ledger = openLedger(':memory:', { clock: systemClock });
    const { assignments } = makePlan(recipe, { count: 300, seed: 42, design: 'cycle' });
    let made = 0;
    const maker = makeCallMaker(recipe, manner);
    const makeCall = (assignment: Assignment) => {
      made++;
      return maker(assignment);
    };
    const { held, isExact, estimate } = estimateRest(assignments, makeCall, model, provider, ledger);
    expect([held, isExact, estimate.calls]).toEqual([0, true, 300]);
    expect(made).toBeLessThan(40);
  });

  test('of a large plan is reckoned from a part of it', async () => {
    const { ledger, assignments, maker, rest, made } = await open(2_500, 300);
    await using _ = ledger;
    const { held, isExact, estimate } = rest();
    expect(isExact).toBe(false);
    expect(Math.abs(held - 300)).toBeLessThan(10);
    expect(estimate.calls).toBe(2_500 - held);
    expect(made()).toBeLessThan(1_100);
    const all = estimateCalls(assignments, maker, model, provider);
    expect(estimate.costUsd!.likely / all.costUsd!.likely).toBeCloseTo(0.88, 1);
  });
});
