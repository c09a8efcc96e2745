import { expect, test } from 'vitest';
import { makeRandom } from '../base/index.ts';
import { findQuartets } from './quartets.ts';

test('one set of each list is joined so that each quartet holds every pattern once, and each set is used', () => {
  const lists = [
    [0b000001, 0b000010, 0b001000],
    [0b000110, 0b110000, 0b000101],
    [0b001000, 0b000100, 0b010000],
    [0b100010, 0b110000, 0b001001],
  ];
  const quartets = findQuartets(lists, makeRandom(1, 'test'));
  for (const [list, sets] of lists.entries())
    expect(quartets.map((quartet) => quartet[list]).toSorted()).toEqual([...sets.keys()]);
  for (const quartet of quartets) {
    const sets = quartet.map((at, list) => lists[list]![at]!);
    expect(sets.reduce((sum, set) => sum + set, 0)).toBe(0b111111);
  }
});
