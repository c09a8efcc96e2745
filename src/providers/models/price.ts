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

/** How large a call is, in tokens. */
export interface CallSize {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** An answer that is under way when a price changes may be billed at either. */
const SAME_DAY_MS = 86_400_000;

/**
 * More than a call can cost whose input and output are no longer than `size`, in US dollars: each token at the dearest
 * rate that it may be billed at, of all tiers and of all prices that hold within the next day.
 *
 * @throws {IdiolectError} `PRICE_UNKNOWN`
 */
export const boundCost = (model: Model, size: CallSize, atMs: number = systemClock.nowMs()): number => {
  const soon = model.prices.filter(({ from }) => {
    const fromMs = from === undefined ? Number.NEGATIVE_INFINITY : Date.parse(from);
    return fromMs > atMs && fromMs <= atMs + SAME_DAY_MS;
  });
  return Math.max(...[findPrice(model, atMs), ...soon].map((price) => boundBy(price, size)));
};

const boundBy = (price: Price, { inputTokens, outputTokens }: CallSize): number => {
  const { above } = price;
  const tiers = above !== undefined && inputTokens > above.inputTokens ? [price, above] : [price];
  const toUsd = ({ input, cachedInput, cacheWrite, output }: Omit<Price, 'from' | 'above'>): number =>
    (inputTokens * Math.max(input, cachedInput ?? 0, cacheWrite ?? 0) + outputTokens * output) / 1_000_000;
  return Math.max(...tiers.map(toUsd));
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
