import { systemClock } from '../../base/index.ts';
import type { Usage } from '../contract.ts';
import type { ProviderName } from '../provider-name.ts';
import type { Model } from './model.ts';
import { hasPrice, priceUsage } from './price.ts';
import { findModel, type Registry } from './registry.ts';

/** Whom an answer was asked of. */
export interface AskedModel {
  readonly provider: ProviderName;
  /** What is known of the model that was asked; undefined for one that the registry does not hold. */
  readonly model: Model | undefined;
  readonly registry: Registry;
}

/**
 * What an answer costs in US dollars; undefined where no price is known. An answer by another model than was asked for
 * is billed at that one's prices; when it has none that we know, at those of the one that was asked.
 */
export const priceAnswer = (
  { provider, model, registry }: AskedModel,
  usage: Usage,
  atMs: number = systemClock.nowMs(),
): number | undefined => {
  const other = usage.billedAs === undefined ? undefined : findModel(registry, provider, usage.billedAs);
  const billed = other !== undefined && hasPrice(other) ? other : model;
  return billed !== undefined && hasPrice(billed) ? priceUsage(billed, usage, atMs) : undefined;
};
