import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Usage } from '../contract.ts';
import type { ProviderName } from '../provider-name.ts';
import type { Model } from './model.ts';
import { boundCost, hasPrice, priceUsage } from './price.ts';
import { priceAnswer } from './price-answer.ts';
import { findModel, loadRegistry } from './registry.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const find = (provider: ProviderName, id: string): Model => findModel(loadRegistry(), provider, id)!;
const usage = (
  inputTokens: number,
  cachedInputTokens: number,
  cacheWriteTokens: number,
  outputTokens: number,
): Usage => ({
  inputTokens,
  cachedInputTokens,
  cacheWriteTokens,
  outputTokens,
  thinkingTokens: 0,
});

describe('priceUsage', () => {
  test.each<[what: string, ProviderName, id: string, Usage, usd: number]>([
    // 1,000 × 2.50 + 500 × 10 = 7,500 millionths
    ['plain input and output', 'openai', 'gpt-4o', usage(1000, 0, 0, 500), 0.0075],
    // (1,117 − 1,024) × 2.50 + 1,024 × 1.25 + 46 × 10 = 232.5 + 1,280 + 460 = 1,972.5 millionths
    ['cached input at its own price', 'openai', 'gpt-4o', usage(1117, 1024, 0, 46), 0.0019725],
    // (2,000 − 500 − 1,000) × 1 + 500 × 0.10 + 1,000 × 1.25 + 100 × 6 = 500 + 50 + 1,250 + 600 = 2,400 millionths
    ['writes to a cache at theirs', 'openai', 'gpt-5.6-luna', usage(2000, 500, 1000, 100), 0.0024],
    // T28: 10,000 × 0.20 + 10,000 × 4 + 1,000 × 20 = 2,000 + 40,000 + 20,000; cached is a twentieth here, not a tenth
    [
      'T28: cached input that is no tenth',
      'anthropic',
      'claude-opus-5-5',
      usage(20_000, 10_000, 0, 1000),
      0.062,
    ],
    // 1,000 × 2 + 1,000 × 2 + 10 × 10: no cached price is known, so it costs what input costs
    ['cached input without a price of its own', 'openai', 'gpt-6.1-sol', usage(2000, 1000, 0, 10), 0.0041],
    // 200,000 × 1.25 + 1,000 × 10 = 260,000 millionths
    ['a prompt at the edge of the tier', 'gemini', 'gemini-2.5-pro', usage(200_000, 0, 0, 1000), 0.26],
    // 200,001 × 2.50 + 1,000 × 15 = 515,002.5 millionths: the whole request, not what is above
    ['a prompt over the edge, as a whole', 'gemini', 'gemini-2.5-pro', usage(200_001, 0, 0, 1000), 0.5150025],
    // 150,000 × 0.50 + 100 × 2.50 = 75,250 millionths
    ['a tier of Haiku 5.5', 'anthropic', 'claude-haiku-5-5', usage(150_000, 0, 0, 100), 0.07525],
    // 250,000 of which 100,000 cached, above the edge: 150,000 × 2.50 + 100,000 × 0.25 + 2,000 × 15 = 375,000 + 25,000
    // + 30,000 = 430,000 millionths
    ['a cache above the edge', 'gemini', 'gemini-2.5-pro', usage(250_000, 100_000, 0, 2000), 0.43],
    // 829 thoughts and 11 of text are 840 of output: 8 × 1.25 + 840 × 10 = 8,410 millionths
    [
      'thoughts as output',
      'gemini',
      'gemini-2.5-pro',
      { ...usage(8, 0, 0, 840), thinkingTokens: 829 },
      0.00841,
    ],
    // 300,000 × 0.20 + 1,000 × 0.75 = 60,750 millionths
    ['a tier of gpt-6-luna', 'openai', 'gpt-6-luna', usage(300_000, 0, 0, 1000), 0.06075],
    // (10,000 − 6,000 − 3,000) × 1 + 6,000 × 0.10 + 3,000 × 1.25 + 500 × 5 = 1,000 + 600 + 3,750 + 2,500 = 7,850
    [
      'reads and writes of a cache at Anthropic',
      'anthropic',
      'claude-haiku-4-5',
      usage(10_000, 6000, 3000, 500),
      0.00785,
    ],
    ['nothing', 'openai', 'gpt-4o', usage(0, 0, 0, 0), 0],
  ])('prices %s', (_what, provider, id, spent, usd) => {
    expect(priceUsage(find(provider, id), spent, NOW)).toBeCloseTo(usd, 12);
  });

  test('T28: goes by the date of the call', () => {
    const model = find('gemini', 'gemini-3.8-flash');
    const spent = usage(1_000_000 - 1, 0, 0, 1_000_000);
    const on = (day: string): number => priceUsage(model, spent, Date.parse(day));
    // 0.75 + 3.75, then twice that; before the first price is the first price.
    expect(on('2026-12-31T23:59:59Z')).toBeCloseTo(4.5, 5);
    expect(on('2027-01-01T00:00:00Z')).toBeCloseTo(9, 5);
    expect(on('2026-01-01')).toBeCloseTo(4.5, 5);
  });

  test('has no price for what it does not know, and says so', () => {
    const model = find('openai', 'o3');
    expect(hasPrice(model)).toBe(false);
    expect(() => priceUsage(model, usage(1, 0, 0, 1))).toThrow(
      expect.objectContaining({ code: 'PRICE_UNKNOWN' }),
    );
  });
});

describe('boundCost', () => {
  test.each<[what: string, ProviderName, id: string, inputTokens: number, atDay: string, usd: number]>([
    // 1,000 × 2.50 + 1,000 × 10
    ['plain prices', 'openai', 'gpt-4o', 1000, '2026-11-22', 0.0125],
    // 1,000 × 1.25 (a write is dearer than input) + 1,000 × 6
    ['a dear cache write', 'openai', 'gpt-5.6-luna', 1000, '2026-11-22', 0.00725],
    // 200,001 × 2.50 + 1,000 × 15 = 515,002.5 millionths
    ['the tier above', 'gemini', 'gemini-2.5-pro', 200_001, '2026-11-22', 0.5150025],
    // 1,000 × 0.75 + 1,000 × 3.75
    ['a price that stays a while', 'gemini', 'gemini-3.8-flash', 1000, '2026-12-30', 0.0045],
    // On the last day the answer may come after midnight: 1,000 × 1.50 + 1,000 × 7.50
    ['a price that doubles at midnight', 'gemini', 'gemini-3.8-flash', 1000, '2026-12-31T23:59:00Z', 0.009],
  ])('goes by %s', (_what, provider, id, inputTokens, atDay, usd) => {
    const size = { inputTokens, outputTokens: 1000 };
    expect(boundCost(find(provider, id), size, Date.parse(atDay))).toBeCloseTo(usd, 12);
  });

  test('is never less than what any usage within it costs, for any model, now or some hours later', () => {
    const priced = loadRegistry().models.filter(hasPrice);
    const hours = fc.integer({ min: 0, max: 23 });
    const tokens = fc.integer({ min: 0, max: 400_000 });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const start = fc.date({ min: new Date('2026-06-01'), max: new Date('2027-03-01'), noInvalidDate: true });
    fc.assert(
      fc.property(
        fc.constantFrom(...priced),
        fc.tuple(tokens, tokens, share, share, share, share, start, hours),
        (model, [inputTokens, outputTokens, input, output, cached, written, at, later]) => {
          const total = Math.floor(inputTokens * input);
          const cachedInputTokens = Math.floor(total * cached);
          const cacheWriteTokens = Math.floor((total - cachedInputTokens) * written);
          const spent = usage(total, cachedInputTokens, cacheWriteTokens, Math.floor(outputTokens * output));
          const bound = boundCost(model, { inputTokens, outputTokens }, at.getTime());
          expect(priceUsage(model, spent, at.getTime() + later * 3_600_000)).toBeLessThanOrEqual(
            bound + 1e-12,
          );
        },
      ),
    );
  });
});

describe('priceAnswer', () => {
  const asked = {
    provider: 'gemini',
    model: find('gemini', 'gemini-2.5-pro'),
    registry: loadRegistry(),
  } as const;
  const spent = usage(1000, 0, 0, 1000);

  test.each<[what: string, billedAs: string | undefined, usd: number]>([
    // 1,000 × 1.25 + 1,000 × 10
    ['the model that was asked', undefined, 0.01125],
    // 1,000 × 0.75 + 1,000 × 3.75
    ['the model that answered instead', 'gemini-3.8-flash', 0.0045],
    ['the model that was asked, where nobody knows the other', 'gemini-of-the-future', 0.01125],
  ])('goes by the prices of %s', (_what, billedAs, usd) => {
    const billed = { ...spent, ...(billedAs !== undefined && { billedAs }) };
    expect(priceAnswer(asked, billed, NOW)).toBeCloseTo(usd, 12);
  });

  test('is unknown without a price', () => {
    expect(priceAnswer({ ...asked, model: undefined }, spent, NOW)).toBeUndefined();
    expect(priceAnswer({ ...asked, model: find('openai', 'o3') }, spent, NOW)).toBeUndefined();
  });
});
