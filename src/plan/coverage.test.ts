import { expect, test } from 'vitest';
import type { PlanRecipe } from './assignment.ts';
import { measureCoverage } from './coverage.ts';

const recipe: PlanRecipe = {
  patterns: [{ name: 'A' }, { name: 'B' }, { name: 'C' }],
  topics: [{ title: 'one' }, { title: 'two' }],
  exchanges: [3, 4],
  variations: {
    levels: [
      { id: 'junior', text: 'j' },
      { id: 'senior', text: 's' },
    ],
    situations: [],
    tones: [],
    lengths: [],
    openings: [],
  },
  examples: [],
};

test('counts patterns, pairs, topics, cells, lengths and variations', () => {
  const coverage = measureCoverage(recipe, [
    { topic: 'one', patterns: ['B', 'A'], exchanges: 3, variation: { levels: 'junior' } },
    { topic: 'one', patterns: ['A', 'B', 'C'], exchanges: 3, variation: { levels: 'junior' } },
    { topic: 'two', patterns: ['A'], exchanges: 6 },
  ]);
  expect(coverage).toEqual({
    conversations: 3,
    patterns: [
      { name: 'A', count: 3 },
      { name: 'B', count: 2 },
      { name: 'C', count: 1 },
    ],
    pairs: [
      { patterns: ['A', 'B'], count: 2 },
      { patterns: ['A', 'C'], count: 1 },
      { patterns: ['B', 'C'], count: 1 },
    ],
    topics: [
      { name: 'one', count: 2 },
      { name: 'two', count: 1 },
    ],
    cells: [
      [2, 2, 1],
      [1, 0, 0],
    ],
    exchanges: [
      { exchanges: 3, count: 2 },
      { exchanges: 4, count: 0 },
      { exchanges: 6, count: 1 },
    ],
    variations: {
      levels: [
        { name: 'junior', count: 2 },
        { name: 'senior', count: 0 },
      ],
    },
    margins: {
      patterns: { min: 1, max: 3, spread: 2 },
      pairs: { min: 1, max: 2, spread: 1 },
      topics: { min: 1, max: 2, spread: 1 },
      cells: { min: 0, max: 2, spread: 2 },
      exchanges: { min: 0, max: 2, spread: 2 },
      variations: { levels: { min: 0, max: 2, spread: 2 } },
    },
    emptyPairs: 0,
    emptyCells: 2,
    unknown: { topics: [], patterns: [] },
  });
  expect(JSON.parse(JSON.stringify(coverage))).toEqual(coverage);
});

test('names that the recipe does not hold are told apart', () => {
  const coverage = measureCoverage(recipe, [{ topic: 'old', patterns: ['A', 'Z', 'Z'], exchanges: 3 }]);
  expect(coverage.unknown).toEqual({ topics: ['old'], patterns: ['Z'] });
  expect(coverage.emptyCells).toBe(6);
});

test('nothing counts as nothing', () => {
  const { margins, emptyPairs } = measureCoverage(recipe, []);
  expect({ cells: margins.cells, emptyPairs }).toEqual({
    cells: { min: 0, max: 0, spread: 0 },
    emptyPairs: 3,
  });
});
