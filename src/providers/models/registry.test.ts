import { describe, expect, test } from 'vitest';
import { PROVIDER_NAMES } from '../provider-name.ts';
import { defaultModel, findModel, loadRegistry, makeRegistry } from './registry.ts';
import { checkModel } from './retirement.ts';

const registry = loadRegistry();
const entry = {
  provider: 'openai',
  id: 'm',
  prices: [{ input: 1, output: 2 }],
  thinking: { kind: 'none' },
  temperature: true,
  structuredOutput: 'json-schema',
  source: 'a page',
  asOf: '2026-01-01',
};
const defaults = { openai: 'm', gemini: 'm', anthropic: 'm' };

describe('the model data that ships', () => {
  test.each(registry.models.map((model) => [`${model.provider} ${model.id}`, model] as const))(
    '%s says where and when it was read, and holds together',
    (_name, model) => {
      expect(model.source).toMatch(/(page|SDK)/);
      expect(model.asOf >= '2026-01-01' && model.asOf <= '2026-11-22').toBe(true);
      expect(model.prices.length > 0 || model.shutdown !== undefined).toBe(true);
      const { thinking } = model;
      if (thinking.kind === 'budget') {
        expect(thinking.default).toBeGreaterThanOrEqual(thinking.min);
        expect(thinking.default).toBeLessThanOrEqual(thinking.max);
      }
      const days = model.prices.map(({ from }) => from ?? '');
      expect(days).toEqual(days.toSorted());
    },
  );

  test('holds each model once', () => {
    const names = registry.models.map(({ provider, id }) => `${provider}/${id}`);
    expect(new Set(names).size).toBe(names.length);
  });

  test.each(PROVIDER_NAMES)('knows the default model of %s, with its price', (name) => {
    const model = findModel(registry, name, defaultModel(name));
    expect(model?.prices).not.toEqual([]);
  });

  test('has a default for anthropic that is not going to retire', () => {
    const model = findModel(registry, 'anthropic', defaultModel('anthropic'))!;
    expect(checkModel(model, Date.parse('2026-11-22'))).toEqual({ kind: 'fine' });
  });
});

describe('findModel', () => {
  test.each([
    ['openai', 'gpt-4o', 'gpt-4o'],
    ['openai', 'gpt-4o-2024-08-06', 'gpt-4o'],
    ['openai', 'gpt-4o-2024-05-13', 'gpt-4o-2024-05-13'],
    ['openai', 'GPT-4o', 'gpt-4o'],
    ['gemini', 'models/gemini-2.5-pro', 'gemini-2.5-pro'],
    ['anthropic', 'claude-haiku-4-5-20251001', 'claude-haiku-4-5'],
    ['openai', 'claude-haiku-4-5', undefined],
    ['openai', 'gpt-4o-audio', undefined],
    ['openai', 'ft:gpt-4o-2024-08-06:org::abc', undefined],
    ['openai', '', undefined],
  ] as const)('of %s finds %s as %s', (provider, id, found) => {
    expect(findModel(registry, provider, id)?.id).toBe(found);
  });
});

describe('makeRegistry', () => {
  test('lays single fields of a user’s own entries over what is known', () => {
    const own = makeRegistry(
      { defaults, models: [entry] },
      { models: [{ provider: 'openai', id: 'm', prices: [{ input: 0, output: 0 }] }] },
    );
    expect(own.models).toEqual([{ ...entry, prices: [{ input: 0, output: 0 }] }]);
  });

  test('adds models of one’s own, of which only provider and name must be said', () => {
    const own = makeRegistry(
      { defaults, models: [entry] },
      { models: [{ provider: 'openai', id: 'llama3.2' }] },
    );
    expect(findModel(own, 'openai', 'llama3.2')).toMatchObject({
      thinking: { kind: 'none' },
      temperature: true,
    });
  });

  test('takes another default', () => {
    expect(makeRegistry({ defaults, models: [entry] }, { defaults: { openai: 'n' } }).defaults).toEqual({
      ...defaults,
      openai: 'n',
    });
  });

  test('leaves what ships as it was', () => {
    expect(loadRegistry({ models: [{ provider: 'openai', id: 'own' }] })).not.toBe(registry);
    expect(findModel(loadRegistry(), 'openai', 'own')).toBeUndefined();
  });

  test.each([
    ['a misspelt key', { models: [{ provider: 'openai', id: 'x', price: 1 }] }],
    ['a provider that is none', { models: [{ provider: 'open-ai', id: 'x' }] }],
    ['a negative price', { models: [{ provider: 'openai', id: 'x', prices: [{ input: -1, output: 1 }] }] }],
    ['a date that is none', { models: [{ provider: 'openai', id: 'x', shutdown: { date: '2026-13-01' } }] }],
    ['a list', []],
    ['nothing', null],
  ])('tells %s in a user’s own data', (_what, overlay) => {
    expect(() => makeRegistry({ defaults, models: [entry] }, overlay)).toThrow(
      expect.objectContaining({ code: 'MODELS_BROKEN', troubles: [expect.anything()] }),
    );
  });
});
