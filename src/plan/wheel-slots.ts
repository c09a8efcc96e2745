import { makeRandom } from '../base/index.ts';
import type { Sizes, Slot } from './slot.ts';
import { drawWheelSets } from './wheel.ts';
import { seatLaterRounds } from './wheel-seats.ts';

/**
 * Slots from the wheel, for ever, where `fitsWheel`. Wherever they are cut off, patterns are within one of each other,
 * topic × pattern cells over the whole table too, and pairs of patterns within two; pairs are within one after each
 * 20 slots, so at the end of each round. The seed says which patterns are where on the wheel, and shuffles the topics,
 * anew after each four rounds.
 */
export function* drawWheelSlots({ topics }: Sizes, seed: number): Generator<Slot> {
  const order = makeRandom(seed, 'plan/topics');
  const sets = drawWheelSets(makeRandom(seed, 'plan/wheel'));
  let laterRounds: number[] | undefined;
  for (;;) {
    const shuffled = order.shuffle([...Array(topics).keys()]);
    for (const topic of shuffled) yield { topic, patterns: sets.next().value };
    laterRounds ??= seatLaterRounds(topics);
    for (const seat of laterRounds) yield { topic: shuffled[seat] ?? 0, patterns: sets.next().value };
  }
}
