import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BUILT_IN_RECIPE, findRecipeFolder, PACKAGE_FOLDER, toDatasetFile, toLedgerFile } from './paths.ts';
import { openEmptyProject, openSmallProject } from './testing/small-project.ts';

test('the package and its recipe are found', () => {
  expect(existsSync(join(PACKAGE_FOLDER, 'package.json'))).toBe(true);
  expect(existsSync(join(BUILT_IN_RECIPE, 'recipe.yaml'))).toBe(true);
});

test('the ledger lies in a hidden folder of the project', () => {
  expect(toLedgerFile('/p')).toBe(join('/p', '.idiolect', 'ledger.db'));
});

describe('the recipe of a folder', () => {
  test('is its own, the built-in one, or the one that is asked for', async () => {
    await using empty = await openEmptyProject();
    await using small = await openSmallProject();
    expect(findRecipeFolder(empty.folder)).toBe(BUILT_IN_RECIPE);
    expect(findRecipeFolder(small.folder)).toBe(join(small.folder, 'recipe'));
    expect(findRecipeFolder(small.folder, '../other')).toBe(resolve(small.folder, '..', 'other'));
    expect(findRecipeFolder(small.folder, '/elsewhere')).toBe(resolve('/elsewhere'));
    expect(findRecipeFolder(small.folder, '')).toBe(small.folder);
  });
});

describe('a dataset file', () => {
  const place = { provider: 'gemini', count: 100, seed: 42, isSimulated: false } as const;

  test.each([
    [{}, 'data/synthetic/gemini/synthetic_conversations_100_seed42.jsonl'],
    [{ isSimulated: true }, 'data/simulated/gemini/synthetic_conversations_100_seed42.jsonl'],
    [{ count: 1_000_000, seed: 0 }, 'data/synthetic/gemini/synthetic_conversations_1000000_seed0.jsonl'],
    [{ outputFolder: 'out' }, 'out/synthetic_conversations_100_seed42.jsonl'],
    [{ outputFolder: '.' }, 'synthetic_conversations_100_seed42.jsonl'],
    [{ outputFolder: 'ünï/a b/' }, 'ünï/a b/synthetic_conversations_100_seed42.jsonl'],
    [{ outputFolder: '../out', isSimulated: true }, '../out/synthetic_conversations_100_seed42.jsonl'],
  ])('of %j', (changes, file) => {
    expect(toDatasetFile('/p/q', { ...place, ...changes })).toBe(resolve('/p/q', file));
  });

  test('may lie outside of the project', () => {
    expect(toDatasetFile('/p', { ...place, outputFolder: '/out' })).toBe(
      resolve('/out', 'synthetic_conversations_100_seed42.jsonl'),
    );
  });
});
