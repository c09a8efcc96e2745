import { makeRandom, type Random } from '../base/index.ts';
import { drawSets } from './laps.ts';
import type { Sizes, Slot } from './slot.ts';

/** How many swaps are tried for each topic of a round. */
const SWAPS_A_TOPIC = 80;

/**
 * Slots for sizes that do not come out even, for ever. Patterns are within one of each other wherever the slots are cut
 * off, topics too. Pairs and topic × pattern cells are as even as a short search finds them: sets are drawn first,
 * then each round's topics change places until each meets patterns it has had least.
 */
export function* drawNearlyBalanced({ topics, patterns }: Sizes, seed: number): Generator<Slot> {
  const order = makeRandom(seed, 'plan/topics');
  const random = makeRandom(seed, 'plan/places');
  const sets = drawSets(patterns, makeRandom(seed, 'plan/sets'));
  const cells = new Int32Array(topics * patterns);
  for (let round = 0; ; round++) {
    const slots = order
      .shuffle([...Array(topics).keys()])
      .map((topic) => ({ topic, patterns: sets.next().value }));
    for (const slot of slots) addSlot(cells, patterns, slot, 1);
    if (round > 0) improve(slots, cells, patterns, random);
    yield* slots;
  }
}

interface OpenSlot extends Slot {
  topic: number;
}

/** Counts a slot in or out, and tells by how much the sum of the squares of all cells rises. */
const addSlot = (cells: Int32Array, patterns: number, slot: Slot, by: 1 | -1): number => {
  let rise = 0;
  for (const pattern of slot.patterns) {
    const cell = slot.topic * patterns + pattern;
    const count = cells[cell] ?? 0;
    cells[cell] = count + by;
    rise += by * (2 * count + by);
  }
  return rise;
};

/** Swaps the topics of two slots again and again, and keeps what does not make the cells less even. */
const improve = (slots: readonly OpenSlot[], cells: Int32Array, patterns: number, random: Random): void => {
  const swap = (one: OpenSlot, other: OpenSlot): number => {
    let rise = addSlot(cells, patterns, one, -1) + addSlot(cells, patterns, other, -1);
    [one.topic, other.topic] = [other.topic, one.topic];
    rise += addSlot(cells, patterns, one, 1) + addSlot(cells, patterns, other, 1);
    return rise;
  };
  for (let tried = 0; tried < slots.length * SWAPS_A_TOPIC; tried++) {
    const [one, other] = [random.pick(slots), random.pick(slots)];
    if (one !== other && swap(one, other) > 0) swap(one, other);
  }
};
