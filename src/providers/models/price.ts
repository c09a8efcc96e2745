import { IdiolectError, systemClock } from '../../base/index.ts';
import type { Usage } from '../contract.ts';
import type { Model, Price } from './model.ts';

/** Whether the registry holds a price for a model. */
export const hasPrice = (model: Model): boolean => model.prices.length > 0;

/**
 * What a reply costs in US dollars.
 *
 * A price that depends on the length of the prompt holds for the whole request. Prices change with the date:
 * `atMs` is the moment of the call, now by default.
 *
 * @throws {IdiolectError} `PRICE_UNKNOWN`
 */
export const priceUsage = (model: Model, usage: Usage, atMs: number = systemClock.nowMs()): number => {
  const price = findPrice(model, atMs);
  const { input, output, cachedInput, cacheWrite } =
    price.above !== undefined && usage.inputTokens > price.above.inputTokens ? price.above : price;
  const fresh = Math.max(0, usage.inputTokens - usage.cachedInputTokens - usage.cacheWriteTokens);
  return (
    (fresh * input +
      usage.cachedInputTokens * (cachedInput ?? input) +
      usage.cacheWriteTokens * (cacheWrite ?? input) +
      usage.outputTokens * output) /
    1_000_000
  );
};

/**
 * What a call of a given size costs in US dollars at most, with no help from a cache.
 *
 * OpenAI writes to its cache unasked and bills that dearer than plain input on newer models (OpenAI pricing page,
 * 2026-07-15), so all input of such a model is taken to be written.
 *
 * @throws {IdiolectError} `PRICE_UNKNOWN`
 */
export const estimateCost = (
  model: Model,
  size: { readonly inputTokens: number; readonly outputTokens: number },
  atMs: number = systemClock.nowMs(),
): number => {
  const usage = { ...size, cachedInputTokens: 0, cacheWriteTokens: 0, thinkingTokens: 0 };
  const plainUsd = priceUsage(model, usage, atMs);
  if (model.provider !== 'openai') return plainUsd;
  return Math.max(plainUsd, priceUsage(model, { ...usage, cacheWriteTokens: size.inputTokens }, atMs));
};

/** The newest price that holds already; before the first of them, the first. */
const findPrice = (model: Model, atMs: number): Price => {
  const holds = model.prices.findLast(({ from }) => from === undefined || Date.parse(from) <= atMs);
  const price = holds ?? model.prices[0];
  if (price !== undefined) return price;
  throw new IdiolectError('PRICE_UNKNOWN', `No price is known for ${model.provider} ${model.id}.`, {
    hint: `Give "${model.id}" a price in your own model data, or take another model.`,
  });
};
