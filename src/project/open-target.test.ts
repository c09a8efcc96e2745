import { describe, expect, test } from 'vitest';
import { HandClock } from '../base/index.ts';
import { makeRegistry, type ProviderName } from '../providers/index.ts';
import type { Simulator } from '../simulator/index.ts';
import type { Environment } from './environment.ts';
import { openTarget } from './open-target.ts';
import type { GenerateOptions } from './settings.ts';

const model = (provider: ProviderName, id: string, shutdown?: object) => ({
  provider,
  id,
  prices: [{ input: 1, output: 1 }],
  thinking: { kind: 'none' },
  temperature: true,
  structuredOutput: 'json-schema',
  source: 'test',
  asOf: '2026-01-01',
  ...(shutdown && { shutdown }),
});
const registry = makeRegistry({
  defaults: { openai: 'lasting', gemini: 'g', anthropic: 'a' },
  models: [
    model('openai', 'lasting'),
    model('openai', 'going', { date: '2027-01-14', successor: 'next' }),
    model('openai', 'going-alone', { date: '2027-01-14' }),
    model('gemini', 'g'),
    model('anthropic', 'a'),
  ],
});
const URL = 'http://127.0.0.1:4999';
const simulator: Simulator = {
  url: URL,
  baseUrls: { openai: `${URL}/v1`, gemini: URL, anthropic: URL },
  stats: () => {
    throw new Error('not asked for');
  },
  stop: async () => undefined,
};
const NO_ENVIRONMENT: Environment = { keys: {}, baseUrls: {} };

const open = async (
  options: GenerateOptions = {},
  environment: Partial<Environment> = {},
  { name = 'openai' as ProviderName, today = '2026-07-01T12:00:00Z' } = {},
) => {
  const clock = new HandClock(Date.parse(today));
  let starts = 0;
  const world = {
    environment: { ...NO_ENVIRONMENT, ...environment },
    registry,
    todayMs: clock.nowMs(),
    simulator: async () => {
      starts++;
      return simulator;
    },
  };
  const target = await openTarget(name, options, world);
  return { ...target, baseUrl: target.provider.baseUrl, starts };
};

const OFFICIAL = 'https://api.openai.com/v1';
const KEY = { keys: { openai: 'sk-1' } };
const LOCAL = { baseUrls: { openai: 'http://127.0.0.1:11434/v1' } };

describe('whom a run talks to', () => {
  test.each<[string, GenerateOptions, Partial<Environment>, object]>([
    ['with a key the provider', {}, KEY, { baseUrl: OFFICIAL, isSimulated: false }],
    [
      'with an address and no key that server',
      {},
      LOCAL,
      { baseUrl: LOCAL.baseUrls.openai, isSimulated: false },
    ],
    [
      'with an address by flag and no key that server',
      { baseUrl: 'http://127.0.0.1:1/v1/' },
      {},
      { baseUrl: 'http://127.0.0.1:1/v1', isSimulated: false },
    ],
    [
      'with both the address of the flag',
      { baseUrl: 'http://127.0.0.1:1/v1' },
      { ...KEY, ...LOCAL },
      { baseUrl: 'http://127.0.0.1:1/v1', isSimulated: false },
    ],
    [
      'without either the simulator, and says which key is missing',
      {},
      {},
      { baseUrl: 'simulator:openai', isSimulated: true, missingKey: 'OPENAI_API_KEY' },
    ],
    [
      'with the key of another provider the simulator',
      {},
      { keys: { gemini: 'g' }, baseUrls: { anthropic: 'http://127.0.0.1:1' } },
      { isSimulated: true, missingKey: 'OPENAI_API_KEY' },
    ],
    [
      'with --simulate the simulator, whatever there is, and misses nothing',
      { simulate: true, baseUrl: 'http://127.0.0.1:1' },
      { ...KEY, ...LOCAL },
      { baseUrl: 'simulator:openai', isSimulated: true, missingKey: undefined },
    ],
  ])('%s', async (_when, options, environment, target) => {
    const opened = await open(options, environment);
    expect(opened).toMatchObject({ provider: { name: 'openai' }, ...target });
    expect(opened.starts).toBe(opened.isSimulated ? 1 : 0);
  });

  test('names every variable that would hold the missing key', async () => {
    const { missingKey } = await open({}, {}, { name: 'gemini' });
    expect(missingKey).toBe('GOOGLE_API_KEY or GEMINI_API_KEY');
  });

  test.each([
    ["the provider's own address without a key", { baseUrl: OFFICIAL }, {}, 'KEY_MISSING'],
    ['a key with a blank in it', {}, { keys: { openai: 'sk 1' } }, 'KEY_REFUSED'],
    ['an address that is none', { baseUrl: 'localhost:11434' }, {}, 'BASE_URL_WRONG'],
  ])('is not found for %s', async (_what, options, environment, code) => {
    await expect(open(options, environment)).rejects.toMatchObject({ code });
  });
});

describe('the model', () => {
  test.each<[GenerateOptions, string, string | undefined]>([
    [{}, 'lasting', 'lasting'],
    [{ model: 'going' }, 'going', 'going'],
    [{ model: 'going-2026-01-01' }, 'going-2026-01-01', 'going'],
    [{ model: 'llama3.3' }, 'llama3.3', undefined],
    [{ model: 'g' }, 'g', undefined],
  ])('of %j', async (options, modelName, id) => {
    for (const each of [options, { ...options, simulate: true }]) {
      const target = await open(each, KEY);
      expect([target.modelName, target.model?.id]).toEqual([modelName, id]);
    }
  });
});

describe('a model that retires on 14 January 2027', () => {
  test.each([
    ['2026-10-15T23:59:59Z', undefined],
    ['2026-10-16T00:00:00Z', 'going will be shut down on 2027-01-14, in 90 days. Its successor is next.'],
    ['2027-01-13T12:00:00Z', 'going will be shut down on 2027-01-14, tomorrow. Its successor is next.'],
    ['2027-01-14T23:59:59Z', 'going will be shut down on 2027-01-14, today. Its successor is next.'],
  ])('is warned of on %s: %s', async (today, warning) => {
    expect((await open({ model: 'going' }, KEY, { today })).warning).toBe(warning);
  });

  test('is refused from the next day on, with its successor where there is one', async () => {
    const today = '2027-01-15T00:00:00Z';
    await expect(open({ model: 'going' }, KEY, { today })).rejects.toMatchObject({
      code: 'MODEL_RETIRED',
      message: 'going was shut down on 2027-01-14.',
      hint: 'Choose another with --model. Its successor is next. Nothing was asked for.',
    });
    await expect(open({ model: 'going-alone' }, KEY, { today })).rejects.toMatchObject({
      hint: 'Choose another with --model. Nothing was asked for.',
    });
  });

  test.each<[string, GenerateOptions]>([
    ['on the simulator', { simulate: true }],
    ['on another server', { baseUrl: 'http://127.0.0.1:1/v1' }],
  ])('may be asked for ever %s', async (_where, options) => {
    const target = await open({ model: 'going', ...options }, KEY, { today: '2030-01-01T00:00:00Z' });
    expect(target.warning).toBeUndefined();
  });

  test("is refused at the provider's own address, however that is written", async () => {
    const options = { model: 'going', baseUrl: `${OFFICIAL}/` };
    await expect(open(options, KEY, { today: '2030-01-01T00:00:00Z' })).rejects.toMatchObject({
      code: 'MODEL_RETIRED',
    });
  });
});
