import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countBins, makeBins } from './histogram.ts';

test('every value is counted once, in a bin that holds it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { maxLength: 50 }),
      fc.integer({ min: 1, max: 20 }),
      (values, most) => {
        const bins = makeBins(values, most);
        const counts = countBins(values, bins);
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(values.length);
        expect(bins.from.length).toBeLessThanOrEqual(most + 1);
      },
    ),
  );
});

test('a value at a lower end belongs to the bin above', () => {
  const bins = { from: [0, 0.1, 0.2, 0.3], width: 0.1 };
  expect(countBins([0, 0.1, 0.3, 0.35], bins)).toEqual([1, 1, 0, 2]);
});

test.each([
  [[1, 2, 9], 10, 1],
  [[430], 16, 50],
  [[0.35], 10, 0.05],
  [[], 10, 1],
])('%j in at most %i bins are %d wide', (values, most, width) => {
  expect(makeBins(values, most).width).toBeCloseTo(width, 12);
});
