import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeRandom } from './random.ts';

const draw = (seed: number, label: string, times = 8): number[] => {
  const random = makeRandom(seed, label);
  return Array.from({ length: times }, () => random.below(1_000));
};

test('the draws of a seed and label are these, on every machine and in every version', () => {
  expect(draw(42, 'plan/topics')).toEqual(GOLDEN_BELOW);
  expect(makeRandom(42, 'plan/topics').shuffle('abcdefghij'.split('')).join('')).toBe(GOLDEN_SHUFFLE);
});

test('another seed or another label gives other draws', () => {
  const streams = [draw(42, 'a'), draw(43, 'a'), draw(42, 'b'), draw(-42, 'a'), draw(2_147_483_647, 'a')];
  expect(new Set(streams.map(String)).size).toBe(streams.length);
});

test('a stream is not disturbed by another one', () => {
  const quiet = draw(7, 'quiet');
  const random = makeRandom(7, 'quiet');
  const loud = makeRandom(7, 'loud');
  const mixed = Array.from({ length: 8 }, () => {
    loud.fraction();
    return random.below(1_000);
  });
  expect(mixed).toEqual(quiet);
});

test('every draw lies within its bounds', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 2 ** 31 }), (seed, limit) => {
      const random = makeRandom(seed, 'bounds');
      const drawn = random.below(limit);
      const fraction = random.fraction();
      expect(Number.isInteger(drawn) && drawn >= 0 && drawn < limit).toBe(true);
      expect(fraction >= 0 && fraction < 1).toBe(true);
    }),
  );
});

test('a shuffle keeps every item and leaves its input alone', () => {
  fc.assert(
    fc.property(fc.integer(), fc.array(fc.integer()), (seed, items) => {
      const before = [...items];
      const shuffled = makeRandom(seed, 'shuffle').shuffle(items);
      expect(items).toEqual(before);
      expect(shuffled.toSorted((a, b) => a - b)).toEqual(before.toSorted((a, b) => a - b));
    }),
  );
});

test('each of the six orders of three items comes about equally often', () => {
  const random = makeRandom(1, 'orders');
  const counts = new Map<string, number>();
  for (let round = 0; round < 6_000; round++) {
    const order = random.shuffle(['a', 'b', 'c']).join('');
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  expect(counts.size).toBe(6);
  // Four standard deviations of a count with mean 1,000.
  for (const count of counts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(116);
});

test('picks are spread evenly', () => {
  const random = makeRandom(5, 'picks');
  const counts = [0, 0, 0, 0];
  for (let round = 0; round < 4_000; round++) counts[random.pick([0, 1, 2, 3])]!++;
  for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(110);
});

test('one item is picked without fail, and none is a fault of ours', () => {
  expect(makeRandom(1, 'one').pick(['only'])).toBe('only');
  expect(() => makeRandom(1, 'none').pick([])).toThrow(/^Internal/);
});

const GOLDEN_BELOW = [663, 604, 167, 848, 526, 985, 159, 842];
const GOLDEN_SHUFFLE = 'gfejacbhid';
