import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findModel, loadRegistry } from '../providers/index.ts';
import { checkBefore } from './check-before.ts';
import type { Target } from './open-target.ts';
import { toGenerateSettings } from './settings.ts';
import { openEmptyProject } from './testing/small-project.ts';

const check = async (file: string, target: Partial<Target>, maxCostUsd?: number) => {
  await using project = await openEmptyProject();
  const settings = toGenerateSettings({
    provider: 'openai',
    ...(maxCostUsd !== undefined && { maxCostUsd }),
  });
  const whole = { modelName: 'my-own', model: undefined, isSimulated: false, ...target } as Target;
  await checkBefore(project.folder, join(project.folder, file), whole, settings);
};

describe('simulated text', () => {
  test.each(['data/synthetic/x.jsonl', 'data/synthetic/openai/x.jsonl', 'data/synthetic/..mine/x.jsonl'])(
    'is kept out of %s',
    async (file) => {
      await expect(check(file, { isSimulated: true })).rejects.toMatchObject({
        code: 'USAGE',
        hint: expect.stringContaining('data/simulated/'),
      });
      await expect(check(file, { isSimulated: false })).resolves.toBeUndefined();
    },
  );

  test.each([
    'data/simulated/openai/x.jsonl',
    'x.jsonl',
    'data/synthetic-2/x.jsonl',
    'out/data/synthetic/x.jsonl',
  ])('may be put into %s', async (file) => {
    await expect(check(file, { isSimulated: true })).resolves.toBeUndefined();
  });
});

describe('a budget', () => {
  const model = findModel(loadRegistry(), 'openai', 'gpt-4o');

  test('needs a price', async () => {
    await expect(check('x.jsonl', {}, 5)).rejects.toMatchObject({
      code: 'PRICE_UNKNOWN',
      message: expect.stringContaining('my-own'),
    });
    await expect(check('x.jsonl', { model }, 5)).resolves.toBeUndefined();
    await expect(check('x.jsonl', {})).resolves.toBeUndefined();
  });

  test('of nothing is one, too', async () => {
    await expect(check('x.jsonl', {}, 0)).rejects.toMatchObject({ code: 'PRICE_UNKNOWN' });
  });
});
