import { makeRandom } from '../../base/index.ts';
import type { Message } from '../../conversation/index.ts';
import type { GoldItem, Recipe } from '../../recipe/index.ts';
import { writeConversation } from '../writer/index.ts';
import { makeOrders } from '../writer/testing/write-set.ts';
import type { WritingOrder } from '../writing-order.ts';

/** A conversation of which the truth is known. */
export interface Planted {
  readonly topic: string;
  /** What it claims to show. */
  readonly declared: readonly string[];
  /** What it was written to show. */
  readonly shown: readonly string[];
  readonly messages: readonly Message[];
}

/** One conversation for each topic; of the patterns that they claim, a share was never written. */
export const plantSet = (
  recipe: Recipe,
  provider: WritingOrder['provider'],
  seed: number,
  shareLeftOut: number,
): Planted[] => {
  const random = makeRandom(seed, 'planted');
  return makeOrders(recipe, provider, seed).map((order) => {
    const shown = order.patterns.filter(() => random.fraction() >= shareLeftOut);
    const { conversation } = writeConversation(recipe, { ...order, patterns: shown });
    return { topic: order.topic ?? '', declared: order.patterns, shown, messages: conversation };
  });
};

/** A gold set as the files of a recipe's `gold` folder, by name. YAML takes JSON as it is. */
export const toGoldFiles = (items: readonly GoldItem[]): Map<string, string> =>
  new Map(
    [...Map.groupBy(items, ({ pattern }) => pattern)].map(([pattern, ofPattern], index) => [
      `${String(index + 1).padStart(2, '0')}.yaml`,
      JSON.stringify({ pattern, items: ofPattern.map(({ pattern: _, ...item }) => item) }, undefined, 1),
    ]),
  );
