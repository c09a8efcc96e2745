import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawBalanced } from './balanced.ts';
import type { Sizes } from './slot.ts';

/** The greatest difference between two counts, over all prefixes: of patterns, pairs, all cells, cells of one topic. */
const measureWorst = (sizes: Sizes, seed: number, count: number) => {
  const patterns = Array<number>(sizes.patterns).fill(0);
  const pairs = new Map<string, number>();
  for (let a = 0; a < sizes.patterns; a++)
    for (let b = a + 1; b < sizes.patterns; b++) pairs.set(`${a} ${b}`, 0);
  const cells = Array.from({ length: sizes.topics }, () => Array<number>(sizes.patterns).fill(0));
  const worst = { patterns: 0, pairs: 0, cells: 0, topic: 0 };
  for (const slot of drawBalanced(sizes, seed).take(count)) {
    for (const [index, a] of slot.patterns.entries()) {
      patterns[a]!++;
      cells[slot.topic]![a]!++;
      for (const b of slot.patterns.slice(index + 1)) pairs.set(`${a} ${b}`, pairs.get(`${a} ${b}`)! + 1);
    }
    worst.patterns = Math.max(worst.patterns, toSpread(patterns));
    worst.pairs = Math.max(worst.pairs, toSpread([...pairs.values()]));
    worst.cells = Math.max(worst.cells, toSpread(cells.flat()));
    worst.topic = Math.max(worst.topic, toSpread(cells[slot.topic]!));
  }
  return worst;
};

const toSpread = (counts: readonly number[]): number =>
  counts.length === 0 ? 0 : Math.max(...counts) - Math.min(...counts);

describe('10 patterns and 100 topics', () => {
  const sizes = { patterns: 10, topics: 100 };

  test('keep patterns and cells within one and pairs within two at each prefix', () => {
    expect(measureWorst(sizes, 42, 2000)).toMatchObject({ patterns: 1, pairs: 2, cells: 1 });
  });

  test('keep pairs within one after each 20, so at the end of each round, whatever the seed', () => {
    for (let seed = 1; seed <= 100; seed++) {
      const counts = Array<number>(100).fill(0);
      for (const [place, { patterns }] of drawBalanced(sizes, seed).take(1000).toArray().entries()) {
        for (const a of patterns) for (const b of patterns) if (a < b) counts[a * 10 + b]!++;
        if ((place + 1) % 20 === 0)
          expect(toSpread(counts.filter((_, pair) => pair % 10 > pair / 10))).toBeLessThanOrEqual(1);
      }
    }
  });

  test('fill each cell once in 400 conversations, and once more in the next 400', () => {
    const slots = [...drawBalanced(sizes, 7).take(800)];
    for (const part of [slots.slice(0, 400), slots.slice(400)]) {
      const cells = part.flatMap(({ topic, patterns }) => patterns.map((pattern) => `${topic} ${pattern}`));
      expect(cells).toHaveLength(1000);
      expect(new Set(cells).size).toBe(1000);
    }
  });
});

test('where the wheel does not fit but grids do, patterns and cells are within one, pairs within seven', () => {
  const worst = measureWorst({ patterns: 10, topics: 96 }, 42, 2000);
  expect(worst).toMatchObject({ patterns: 1, cells: 1 });
  expect(worst.pairs).toBeLessThanOrEqual(7);
});

test('where a round cuts into whole blocks, patterns and cells are within one at each prefix', () => {
  const evenSizes = fc.oneof(
    fc.record({
      patterns: fc.constant(10),
      topics: fc.integer({ min: 1, max: 15 }).map((blocks) => blocks * 4),
    }),
    fc.record({
      patterns: fc.constant(5),
      topics: fc.integer({ min: 1, max: 30 }).map((blocks) => blocks * 2),
    }),
  );
  fc.assert(
    fc.property(evenSizes, fc.integer(), (sizes, seed) => {
      expect(measureWorst(sizes, seed, 250)).toMatchObject({ patterns: 1, cells: 1 });
    }),
    { numRuns: 25 },
  );
});

test('for any other size, patterns are within one and pairs within five at each prefix', () => {
  const anySizes = fc.record({
    patterns: fc.integer({ min: 1, max: 12 }),
    topics: fc.integer({ min: 1, max: 60 }),
  });
  fc.assert(
    fc.property(
      anySizes.filter(({ patterns }) => patterns !== 5 && patterns !== 10),
      fc.integer(),
      (sizes, seed) => {
        const worst = measureWorst(sizes, seed, 250);
        expect(worst.patterns).toBeLessThanOrEqual(1);
        expect(worst.pairs).toBeLessThanOrEqual(5);
      },
    ),
    { numRuns: 40 },
  );
});
