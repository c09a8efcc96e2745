import { makeRandom } from '../base/index.ts';
import { dealRounds } from './rounds.ts';
import { type Sizes, type Slot, toSetSize } from './slot.ts';

/** Slots in which patterns, pairs of patterns and topic × pattern cells are spread evenly. */
export function* drawBalanced({ topics, patterns }: Sizes, seed: number): Generator<Slot> {
  const sets = drawSets(patterns, seed);
  for (const topic of dealRounds([...Array(topics).keys()], makeRandom(seed, 'plan/topics'))) {
    yield { topic, patterns: sets.next().value };
  }
}

function* drawSets(count: number, seed: number): Generator<number[], never> {
  const random = makeRandom(seed, 'plan/sets');
  const uses = Array<number>(count).fill(0);
  const pairs = Array.from({ length: count }, () => Array<number>(count).fill(0));
  for (let place = 0; ; place++) {
    const set: number[] = [];
    while (set.length < toSetSize(place, count)) {
      const together = (pattern: number) =>
        set.reduce((sum, other) => sum + (pairs[pattern]?.[other] ?? 0), 0);
      const free = random.shuffle([...uses.keys()].filter((pattern) => !set.includes(pattern)));
      const [best] = free.sort((a, b) => (uses[a] ?? 0) - (uses[b] ?? 0) || together(a) - together(b));
      set.push(best ?? 0);
    }
    for (const a of set) {
      uses[a] = (uses[a] ?? 0) + 1;
      for (const b of set) {
        const row = pairs[a];
        if (row) row[b] = (row[b] ?? 0) + 1;
      }
    }
    yield set.sort((a, b) => a - b);
  }
}
