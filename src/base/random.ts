import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { hashText } from './hash.ts';

/** A seeded stream of random choices: the same seed and label give the same choices on every machine. */
export interface Random {
  /** A whole number from 0 to `below` - 1. */
  below(below: number): number;
  /** A number from 0 (included) to 1 (excluded). */
  fraction(): number;
  /** One of the items, each as likely as any other. */
  pick<Item>(items: readonly Item[]): Item;
  /** A new array with the items in random order (Fisher and Yates). */
  shuffle<Item>(items: readonly Item[]): Item[];
}

/**
 * Opens a stream for one purpose. Streams with other labels do not disturb it, so that a new use of randomness
 * in one place never changes what another place draws.
 */
export const makeRandom = (seed: number, label: string): Random => {
  const state = xoroshiro128plus(Number.parseInt(hashText(`${seed}/${label}`).slice(0, 8), 16) | 0);
  const below = (limit: number): number => uniformInt(state, 0, limit - 1);
  return {
    below,
    fraction: () => below(0x1_0000_0000) / 0x1_0000_0000,
    pick: (items) => {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error('Internal: pick from an empty list.');
      return item;
    },
    shuffle: (items) => {
      const shuffled = [...items];
      for (let last = shuffled.length - 1; last > 0; last--) {
        const other = below(last + 1);
        [shuffled[last], shuffled[other]] = [shuffled[other] as never, shuffled[last] as never];
      }
      return shuffled;
    },
  };
};
