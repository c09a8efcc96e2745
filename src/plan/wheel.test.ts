import { expect, test } from 'vitest';
import { toWheelSet } from './wheel.ts';

// Nine turns: what follows begins again with all pairs equal, so what holds here holds for ever.
const sets = Array.from({ length: 180 }, (_, place) => toWheelSet(place));

/** The greatest difference between the counts of two pairs, after each set. */
const listPairSpreads = (): number[] => {
  const counts = new Map<string, number>();
  for (let a = 0; a < 10; a++) for (let b = 0; b < a; b++) counts.set(`${b} ${a}`, 0);
  return sets.map((set) => {
    for (const a of set)
      for (const b of set) if (b < a) counts.set(`${b} ${a}`, counts.get(`${b} ${a}`)! + 1);
    return Math.max(...counts.values()) - Math.min(...counts.values());
  });
};

test('sets have 2, 3, 2, 3 patterns, and each four hold every pattern once', () => {
  for (let place = 0; place < 180; place += 4) {
    const block = sets.slice(place, place + 4);
    expect(block.map((set) => set.length)).toEqual([2, 3, 2, 3]);
    expect(new Set(block.flat()).size).toBe(10);
  }
});

test('the sequence begins again after nine turns', () => {
  expect(toWheelSet(180 + 47)).toEqual(toWheelSet(47));
});

test('pairs are equal after nine turns, within one after each, and within two everywhere', () => {
  const spreads = listPairSpreads();
  expect(spreads[179]).toBe(0);
  for (let end = 20; end <= 180; end += 20) expect(spreads[end - 1]).toBeLessThanOrEqual(1);
  expect(Math.max(...spreads)).toBe(2);
});

test('pairs are within one in the middle of each turn, but for two of the nine', () => {
  const spreads = listPairSpreads();
  const middles = Array.from({ length: 9 }, (_, turn) => 20 * turn + 10);
  expect(middles.filter((count) => spreads[count - 1]! > 1)).toEqual([90, 110]);
});
