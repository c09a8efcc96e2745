import { describe, expect, test } from 'vitest';
import type { Usage } from '../contract.ts';
import type { ProviderName } from '../provider-name.ts';
import type { Model } from './model.ts';
import { estimateCost, hasPrice, priceUsage } from './price.ts';
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

describe('estimateCost', () => {
  test.each<[ProviderName, id: string, usd: number]>([
    // 1,000 × 2.50 + 1,000 × 10
    ['openai', 'gpt-4o', 0.0125],
    // 1,000 × 1.25 (written to the cache unasked) + 1,000 × 6
    ['openai', 'gpt-5.6-luna', 0.00725],
    // 1,000 × 1 + 1,000 × 5; a cache is used only when asked for
    ['anthropic', 'claude-haiku-4-5', 0.006],
  ])('of %s %s is the most that it can cost', (provider, id, usd) => {
    expect(estimateCost(find(provider, id), { inputTokens: 1000, outputTokens: 1000 }, NOW)).toBeCloseTo(
      usd,
      12,
    );
  });
});
