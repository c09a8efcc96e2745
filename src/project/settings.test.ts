import { describe, expect, test } from 'vitest';
import {
  DEFAULTS,
  type GenerateOptions,
  toEstimateSettings,
  toGenerateSettings,
  toPlanSettings,
} from './settings.ts';

/** Options as someone without types gives them. */
const settle = (options: object) => toGenerateSettings(options as GenerateOptions);

test('all that is left out has a default', () => {
  expect(toGenerateSettings({ provider: 'openai' })).toEqual({
    providers: ['openai'],
    count: 100,
    seed: 42,
    design: 'cycle',
    temperature: 0.8,
    maxTokens: 3_000,
    concurrency: 32,
    rpm: undefined,
    tpm: undefined,
    maxCostUsd: Number.POSITIVE_INFINITY,
    maxAttempts: 3,
    timeoutSeconds: undefined,
    untilAccepted: false,
  });
  expect(toPlanSettings({})).toEqual({ count: 100, seed: 42, design: DEFAULTS.design });
});

describe('a number', () => {
  const RANGES = [
    ['count', '--count', 1, 1_000_000, true],
    ['seed', '--seed', 0, 2_147_483_647, true],
    ['temperature', '--temperature', 0, 2, false],
    ['maxTokens', '--max-tokens', 64, 200_000, true],
    ['concurrency', '--concurrency', 1, 1_000, true],
    ['rpm', '--rpm', 1, 10_000_000, true],
    ['tpm', '--tpm', 1, 10_000_000_000, true],
    ['maxCostUsd', '--max-cost-usd', 0, 1_000_000, false],
    ['maxAttempts', '--max-attempts', 1, 20, true],
    ['timeoutSeconds', '--timeout-seconds', 0.1, 86_400, false],
  ] as const;

  test.each(RANGES)('%s is taken from end to end of its range', (name, _flag, least, most) => {
    for (const value of [least, most]) {
      expect(settle({ provider: 'openai', [name]: value })).toMatchObject({ [name]: value });
    }
  });

  test.each(RANGES)(
    '%s is refused outside of it, with the flag and the range',
    (name, flag, least, most, isWhole) => {
      const wrong = [
        least - 0.01,
        most + 1,
        -1,
        Number.NaN,
        Number.POSITIVE_INFINITY,
        Number.NEGATIVE_INFINITY,
      ];
      for (const value of [...wrong, ...(isWhole ? [least + 0.5] : [])]) {
        expect(() => settle({ provider: 'openai', [name]: value })).toThrow(
          expect.objectContaining({
            code: 'USAGE',
            message: `${flag} is ${value}.`,
            hint: `Give a ${isWhole ? 'whole ' : ''}number from ${least.toLocaleString('en-US')} to ${most.toLocaleString('en-US')}.`,
          }),
        );
      }
    },
  );

  test.each(['5', true, [5]])('is not made out of %j', (value) => {
    expect(() => settle({ provider: 'openai', seed: value })).toThrow('--seed is');
  });
});

describe('the providers', () => {
  test.each<[object, string[]]>([
    [{ provider: 'gemini' }, ['gemini']],
    [{ provider: ['gemini', 'openai'] }, ['gemini', 'openai']],
    [{ provider: ['openai', 'openai'] }, ['openai']],
    [{ simulate: true }, ['openai']],
    [{ simulate: true, provider: 'anthropic' }, ['anthropic']],
    [{ provider: ['openai', 'openai'], model: 'x' }, ['openai']],
    [{ provider: 'openai', baseUrl: 'http://x', model: 'y' }, ['openai']],
  ])('of %j', (options, providers) => {
    expect(settle(options).providers).toEqual(providers);
  });

  test.each<[object, string, string]>([
    [{}, 'No provider was given.', '--provider openai | gemini | anthropic'],
    [{ provider: [] }, 'No provider was given.', '--provider'],
    [{ provider: [], simulate: true }, 'No provider was given.', '--provider'],
    [{ simulate: false }, 'No provider was given.', '--provider'],
    [{ provider: 'opnai' }, '--provider is "opnai".', 'Did you mean "openai"?'],
    [{ provider: 'OpenAI' }, '--provider is "OpenAI".', 'Known: openai, gemini, anthropic.'],
    [{ provider: '' }, '--provider is "".', 'Known:'],
    [{ provider: 'toString' }, '--provider is "toString".', 'Known:'],
    [
      { provider: ['openai', 'gemini'], model: 'x' },
      '--model cannot serve several providers.',
      'once for each',
    ],
    [
      { provider: ['openai', 'gemini'], baseUrl: 'x' },
      '--base-url cannot serve several providers.',
      'once for',
    ],
  ])('%j are refused', (options, message, hint) => {
    expect(() => settle(options)).toThrow(
      expect.objectContaining({ code: 'USAGE', message, hint: expect.stringContaining(hint) }),
    );
  });
});

test.each(['cylce', '', 'CYCLE', 'constructor'])('the design %j is refused', (design) => {
  expect(() => settle({ provider: 'openai', design })).toThrow(`--design is "${design}".`);
});

describe('an estimate', () => {
  test('is for the two of the quick start when nobody is named', () => {
    expect(toEstimateSettings({})).toEqual({ providers: ['openai', 'gemini'], maxTokens: 3_000 });
  });

  test('is for whom it is asked, with the room that is asked for', () => {
    expect(toEstimateSettings({ provider: 'anthropic', model: 'x', maxTokens: 500 })).toEqual({
      providers: ['anthropic'],
      maxTokens: 500,
    });
    expect(toEstimateSettings({ provider: ['gemini', 'anthropic'] }).providers).toEqual([
      'gemini',
      'anthropic',
    ]);
  });

  test.each<[object, string]>([
    [{ model: 'gpt-4o' }, '--model has no provider.'],
    [{ provider: ['openai', 'gemini'], model: 'gpt-4o' }, '--model cannot serve several providers.'],
    [{ provider: 'opnai' }, '--provider is "opnai".'],
    [{ maxTokens: 1 }, '--max-tokens is 1.'],
  ])('of %j is refused', (options, message) => {
    expect(() => toEstimateSettings(options as GenerateOptions)).toThrow(
      expect.objectContaining({ code: 'USAGE', message }),
    );
  });
});

describe('a temperature above 1', () => {
  test('is taken for those who take it', () => {
    expect(settle({ provider: ['openai', 'gemini'], temperature: 1.5 }).temperature).toBe(1.5);
    expect(settle({ provider: 'anthropic', temperature: 1 }).temperature).toBe(1);
  });

  test('is refused where Anthropic is asked, which would refuse every request', () => {
    expect(() => settle({ provider: ['openai', 'anthropic'], temperature: 1.5 })).toThrow(
      '--temperature is 1.5, and anthropic takes no more than 1.',
    );
  });
});
