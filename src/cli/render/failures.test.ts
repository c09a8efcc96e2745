import { describe, expect, test } from 'vitest';
import { makeFailed } from '../testing/make-summary.ts';
import { countReasons, listFailures } from './failures.ts';

describe('the list of what was given up', () => {
  test('names number, topic, reason and message', () => {
    expect(listFailures(makeFailed(1), 10)).toEqual(['✗ 1 topic 1: refused. The model refused.']);
  });

  test.each([
    [0, 0],
    [10, 10],
    [11, 11],
  ])('of %d with room for ten has %d lines', (count, lines) => {
    expect(listFailures(makeFailed(count), 10)).toHaveLength(lines);
  });

  test('that is too long says how many more there are, and where', () => {
    expect(listFailures(makeFailed(2_010), 10).at(-1)).toBe(
      '… and 2,000 more; `idiolect status --json` lists all',
    );
  });
});

test.each([
  [[], ''],
  [makeFailed(1), 'refused × 1'],
  [[...makeFailed(1, 'cut-off'), ...makeFailed(2)], 'refused × 2, cut-off × 1'],
  [[...makeFailed(1, 'empty'), ...makeFailed(1, 'cut-off')], 'empty × 1, cut-off × 1'],
  [makeFailed(1_500), 'refused × 1,500'],
])('the reasons are counted, most frequent first (%#)', (failed, text) => {
  expect(countReasons(failed)).toBe(text);
});
