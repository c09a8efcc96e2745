import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { defaultModel, findModel, loadRegistry } from '../providers/index.ts';
import { isPriced, loadModels } from './models.ts';
import { openEmptyProject } from './testing/small-project.ts';

const load = async (text: string) => {
  await using project = await openEmptyProject();
  await project.write('models.json', text);
  return loadModels(project.folder);
};

test('without a file of its own a project knows what ships', async () => {
  await using project = await openEmptyProject();
  expect(loadModels(project.folder)).toBe(loadRegistry());
});

describe("a project's own models.json", () => {
  test('adds models, changes others in part, and chooses the default', async () => {
    const own = {
      defaults: { openai: 'llama3.3' },
      models: [
        { provider: 'openai', id: 'llama3.3', prices: [{ input: 0, output: 0 }] },
        { provider: 'openai', id: 'gpt-4o', maxOutput: 99 },
      ],
    };
    const registry = await load(`\uFEFF${JSON.stringify(own, undefined, 2).replaceAll('\n', '\r\n')}`);
    expect(defaultModel('openai', registry)).toBe('llama3.3');
    expect(defaultModel('gemini', registry)).toBe('gemini-2.5-pro');
    expect(isPriced(findModel(registry, 'openai', 'llama3.3'))).toBe(true);
    expect(findModel(registry, 'openai', 'gpt-4o')).toMatchObject({
      maxOutput: 99,
      prices: findModel(loadRegistry(), 'openai', 'gpt-4o')?.prices,
    });
    expect(findModel(loadRegistry(), 'openai', 'llama3.3')).toBeUndefined();
  });

  test.each([
    ['nothing', '', /is not JSON: /],
    ['half an object', '{"models": [', /is not JSON: /],
    ['a comment', '{\n  // mine\n}', /is not JSON: .*\.$/],
    ['a list', '[]', /The model data has 1 fault/],
    ['null', 'null', /The model data has 1 fault/],
    ['an unknown key', '{"modells": []}', /The model data has 1 fault/],
    ['two faults', '{"models": [{"provider": "x", "id": "y"}, {"id": "z"}]}', /The model data has 2 fault/],
  ])('with %s is told of by its file', async (_what, text, message) => {
    await using project = await openEmptyProject();
    await project.write('models.json', text);
    const file = join(project.folder, 'models.json');
    let thrown: { troubles: readonly unknown[] } | undefined;
    try {
      loadModels(project.folder);
    } catch (error) {
      thrown = error as typeof thrown;
    }
    expect(thrown).toMatchObject({
      code: 'MODELS_BROKEN',
      message: expect.stringMatching(message),
      hint: expect.stringContaining('docs/models.md'),
      place: { file },
    });
    for (const trouble of thrown?.troubles ?? []) expect(trouble).toMatchObject({ place: { file } });
  });

  test('that is a folder is not taken for broken JSON', async () => {
    await using project = await openEmptyProject();
    await mkdir(join(project.folder, 'models.json'));
    expect(() => loadModels(project.folder)).toThrow('The file models.json cannot be read (EISDIR).');
  });
});

test.each([
  [undefined, false],
  ['gpt-4o-2024-05-13', false],
  ['gpt-4o', true],
])('whether %s has a price: %s', (id, isKnown) => {
  expect(isPriced(id === undefined ? undefined : findModel(loadRegistry(), 'openai', id))).toBe(isKnown);
});
