import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openLedger } from '../engine/index.ts';
import { generate } from './generate.ts';
import { toLedgerFile } from './paths.ts';
import type { GenerateOptions } from './settings.ts';
import { readStatus } from './status.ts';
import { openEmptyProject, openSmallProject, type SmallProject } from './testing/small-project.ts';

let project: SmallProject;
beforeEach(async () => {
  project = await openSmallProject();
});
afterEach(() => project[Symbol.asyncDispose]());

const make = async (options: GenerateOptions = {}) => {
  const [summary] = await generate({
    folder: project.folder,
    count: 3,
    simulate: true,
    latencyMs: 0,
    ...options,
  });
  if (summary === undefined) throw new Error('There is no summary.');
  return summary;
};
const readAll = () => readStatus({ folder: project.folder });
const readOne = async () => {
  const { datasets } = await readAll();
  const [dataset, ...others] = datasets;
  expect(others).toEqual([]);
  if (dataset === undefined) throw new Error('There is no dataset.');
  expect(dataset.planned).toBe(dataset.done + dataset.failed.length + dataset.missing);
  return dataset;
};
/** Begins the last run once more and leaves it so, as a kill does. */
const beginAndDie = async (changes: object = {}, progress?: Readonly<Record<string, unknown>>) => {
  await using ledger = openLedger(toLedgerFile(project.folder));
  const run = await ledger.beginRun({ ...ledger.listRuns().at(-1)?.settings, ...changes });
  if (progress) ledger.noteProgress(run, progress);
};

test('an empty folder has nothing, and stays empty', async () => {
  await using empty = await openEmptyProject();
  expect(await readStatus({ folder: empty.folder })).toEqual({
    folder: empty.folder,
    datasets: [],
    totalUsd: 0,
    simulatedUsd: 0,
  });
  expect(existsSync(join(empty.folder, '.idiolect'))).toBe(false);
});

describe('a dataset', () => {
  test('that is whole stands as its run left it', async () => {
    const { totalUsd, file } = await make();
    const dataset = await readOne();
    expect(dataset).toMatchObject({
      provider: 'openai',
      model: 'gpt-4o',
      isSimulated: true,
      count: 3,
      seed: 42,
      design: 'cycle',
      done: 3,
      missing: 0,
      fileExists: true,
      recipeChanged: false,
      unpriced: 0,
      lastRun: { stopped: undefined, isOpen: false },
    });
    expect(join(project.folder, dataset.file)).toBe(file);
    expect(dataset.totalUsd).toBeCloseTo(totalUsd, 12);
    expect(dataset.usdPerConversation).toBeCloseTo(totalUsd / 3, 12);
  });

  test('whose file is gone says so, and its answers are still there', async () => {
    const { file } = await make();
    await rm(file);
    expect(await readOne()).toMatchObject({ fileExists: false, done: 3 });
  });

  test('whose run was killed has no end, and what was answered is done', async () => {
    await make();
    await beginAndDie();
    expect(await readOne()).toMatchObject({
      done: 3,
      missing: 0,
      lastRun: { isOpen: true, stopped: undefined },
    });
  });

  test('of a larger run that was killed at once lacks the rest', async () => {
    await make();
    await beginAndDie({ count: 4 });
    expect(await readOne()).toMatchObject({ planned: 4, done: 3, missing: 1 });
  });

  test('that was stopped says why', async () => {
    await make({ fault: ['no-credit=#1+'] });
    const dataset = await readOne();
    expect(dataset).toMatchObject({ done: 0, missing: 3, fileExists: false, usdPerConversation: undefined });
    expect(dataset.lastRun.stopped).toMatch(/credit|quota/i);
  });

  test('lists what was given up with its reason, and counts what that cost', async () => {
    const { totalUsd } = await make({ fault: ['refusal=#1'], maxAttempts: 1, concurrency: 1 });
    const dataset = await readOne();
    expect(dataset.failed).toMatchObject([{ number: 1, reason: 'refused' }]);
    expect(dataset.done).toBe(2);
    expect(dataset.totalUsd).toBeCloseTo(totalUsd, 12);
  });

  test('whose conversation was made by a later run has no failure any more', async () => {
    await make({ fault: ['refusal=#1'], maxAttempts: 1, concurrency: 1 });
    await make();
    expect(await readOne()).toMatchObject({ done: 3, failed: [] });
  });
});

describe('after the recipe was changed', () => {
  const change = () => project.write('recipe/profile.md', 'Salt late.');

  test('a dataset is told of as its run left it', async () => {
    const { totalUsd } = await make({ fault: ['refusal=#1'], maxAttempts: 1, concurrency: 1 });
    await change();
    expect(await readOne()).toMatchObject({
      recipeChanged: true,
      done: 2,
      failed: [{ reason: 'refused' }],
      missing: 0,
      totalUsd,
    });
    await rm(join(project.folder, 'recipe', 'profile.md'));
    expect(await readOne()).toMatchObject({ recipeChanged: false, done: 2 });
  });

  test('answers without a price are still counted', async () => {
    await make({ model: 'my-own' });
    expect(await readOne()).toMatchObject({ unpriced: 3, totalUsd: 0 });
    await change();
    expect(await readOne()).toMatchObject({ unpriced: 3, totalUsd: 0 });
  });

  test('a killed run is told of as it stood last, with what the runs before it spent', async () => {
    const { totalUsd } = await make();
    await beginAndDie({ count: 5 }, { done: 4, failed: 0, spentUsd: 0.5 });
    await change();
    const dataset = await readOne();
    expect(dataset).toMatchObject({ recipeChanged: true, planned: 5, done: 4, missing: 1 });
    expect(dataset.totalUsd).toBeCloseTo(totalUsd + 0.5, 12);
    expect(dataset.lastRun).toMatchObject({ isOpen: true, isAlive: false });
  });

  test('a run that was killed before it told anything has nothing done', async () => {
    await make();
    await beginAndDie();
    await change();
    expect(await readOne()).toMatchObject({ done: 0, missing: 3, lastRun: { isOpen: true } });
  });

  test.each([
    ['is broken', () => project.write('recipe/recipe.yaml', 'nmae: x')],
    ['is gone', () => rm(join(project.folder, 'recipe'), { recursive: true })],
  ])('a recipe that %s counts as changed', async (_what, act) => {
    await make();
    await act();
    expect(await readOne()).toMatchObject({ recipeChanged: true, done: 3 });
  });
});

describe('several datasets', () => {
  test('stand in the order in which they were begun, each once', async () => {
    await make({ provider: 'gemini' });
    await make({ seed: 7 });
    await make({ provider: 'gemini' });
    const { datasets } = await readAll();
    expect(datasets.map(({ provider, seed }) => [provider, seed])).toEqual([
      ['gemini', 42],
      ['openai', 7],
    ]);
  });

  test('that share answers cost them once', async () => {
    await make({ count: 2 });
    await make({ count: 4 });
    const { datasets, totalUsd, simulatedUsd } = await readAll();
    expect(datasets.map(({ done }) => done)).toEqual([2, 4]);
    expect(simulatedUsd).toBeCloseTo(datasets[1]?.totalUsd ?? 0, 12);
    expect(totalUsd).toBe(0);
    await project.write('recipe/profile.md', 'Salt late.');
    const changed = await readAll();
    expect(changed.datasets[1]?.totalUsd).toBeCloseTo(simulatedUsd, 12);
  });
});

test('a dataset that is filled until enough are accepted stands as its run told, also once the recipe has changed', async () => {
  const { planned, written, failed, unfinished, rejected } = await make({ count: 4, untilAccepted: true });
  expect(planned).toBeGreaterThan(0);
  const told = { planned, done: written, failed, missing: unfinished, rejected, spare: 0, count: 4 };
  expect((await readAll()).datasets).toMatchObject([{ ...told, recipeChanged: false }]);
  await project.write('recipe/topics/more.yaml', 'topics:\n  - dough\n');
  expect((await readAll()).datasets).toMatchObject([{ ...told, recipeChanged: true }]);
});
