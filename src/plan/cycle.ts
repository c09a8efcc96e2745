import { makeRandom } from '../base/index.ts';
import { type Sizes, type Slot, toSetSize } from './slot.ts';

/**
 * The guide's own assignment, for ever: patterns in the order of the recipe in groups of 2, 3, 2, 3, going round and
 * round; topics in one seeded order, the same in each round ("Pattern Distribution Strategy").
 */
export function* drawCycle({ topics, patterns }: Sizes, seed: number): Generator<Slot> {
  const order = makeRandom(seed, 'plan/topics').shuffle([...Array(topics).keys()]);
  let next = 0;
  for (let place = 0; ; ) {
    for (const topic of order) {
      const size = toSetSize(place, patterns);
      const from = next;
      yield { topic, patterns: Array.from({ length: size }, (_, step) => (from + step) % patterns) };
      next = (next + size) % patterns;
      place++;
    }
  }
}
