import type { Random } from '../base/index.ts';

/**
 * Deals the items out for ever, in rounds: a round gives each item once, in an order of its own.
 * So, wherever it is cut off, no item was given more than once more often than another. Nothing, when there is no item.
 */
export function* dealRounds<Item>(items: readonly Item[], random: Random): Generator<Item> {
  while (items.length > 0) yield* random.shuffle(items);
}
