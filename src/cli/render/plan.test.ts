import { describe, expect, test } from 'vitest';
import { measureCoverage, type PlannedConversations } from '../../index.ts';
import { captureIo } from '../testing/capture-io.ts';
import { showPlan } from './plan.ts';

const make = (count: number, topics: number, estimate: PlannedConversations['estimate'] = []) => {
  const names = ['Taste First', 'Waste Nothing'];
  const titles = Array.from({ length: topics }, (_, index) => `topic ${index + 1}`);
  const assignments = Array.from({ length: count }, (_, index) => ({
    number: index + 1,
    topic: titles[index % topics] ?? '',
    patterns: names,
    cardOrder: names,
    exchanges: 3,
    variation: {},
    mistake: 0,
    examples: [],
  }));
  const recipe = {
    patterns: names.map((name) => ({ name })),
    topics: titles.map((title) => ({ title })),
    exchanges: [3, 4],
    examples: [],
    variations: { levels: [], situations: [], tones: [], lengths: [], openings: [] },
  };
  return {
    recipe: { name: 'kitchen', folder: '/x', patterns: 2, topics },
    count,
    seed: 42,
    design: 'cycle',
    assignments,
    coverage: measureCoverage(recipe, assignments),
    estimate,
  } satisfies PlannedConversations;
};

const show = (planned: PlannedConversations): string => {
  const io = captureIo();
  showPlan(planned, io);
  return io.out();
};

const known = {
  provider: 'openai',
  model: 'gpt-4o',
  calls: 1_200,
  inputTokens: 100_000,
  outputTokens: 50_000,
  costUsd: { low: 1, likely: 2, high: 3 },
  prices: { asOf: '2026-10-14', source: 'x' },
} as const;

describe('a plan', () => {
  test('of a few conversations is shown whole', () => {
    const text = show(make(2, 2));
    expect(text).toContain('2 conversations, design cycle, seed 42, recipe kitchen (2 patterns, 2 topics)\n');
    expect(text).toContain('   1. topic 1  [Taste First, Waste Nothing] 3 exchanges\n');
    expect(text).not.toContain('more (--json has all)');
    expect(text).toContain('Topic × pattern (columns as numbered above)\n');
  });

  test('of many shows the first ten, and the first twelve topics', () => {
    const text = show(make(1_500, 20));
    expect(text).toContain('  10. topic 10');
    expect(text).not.toContain('  11. topic 11');
    expect(text).toContain('… and 1,490 more (--json has all)');
    expect(text).toContain('(columns as numbered above; the first 12 topics)');
    expect(text).toMatch(/\n {2}topic 12 +75 +75 +75\n\n/);
    expect(text).not.toMatch(/\n {2}topic 13 /);
  });

  test('shows what is empty, and how even the rest is', () => {
    const text = show(make(3, 2));
    expect(text).toMatch(/patterns +3 +3 +0\n/);
    expect(text).toMatch(/topics +1 +2 +0\n/);
    expect(text).toMatch(/exchanges +0 +3 +1\n/);
  });

  test('has the numbers of columns right above their counts', () => {
    const [header = '', first = '', second = ''] =
      show(make(15, 2)).split('Pairs of patterns\n')[1]?.split('\n') ?? [];
    expect(first.indexOf('15') + 1).toBe(header.indexOf('1'));
    expect(second.lastIndexOf('15') + 1).toBe(header.indexOf('2'));
    expect(second).toBe('  2 Waste Nothing  15  15');
  });

  test('has no blanks at the ends of its lines', () => {
    expect(show(make(30, 20, [known]))).not.toMatch(/ \n/);
  });
});

describe('its cost', () => {
  test('is told with its range and the day of the prices', () => {
    expect(show(make(2, 2, [known]))).toContain(
      'Estimated cost\n  openai gpt-4o: about $2.00 ($1.00 to $3.00; 100,000 tokens in, 50,000 out; prices of 2026-10-14)\n',
    );
  });

  test('says what it is guessed from', () => {
    expect(show(make(2, 2, [known]))).toMatch(
      /\n {2}A guess: 4 characters a token,.*\n {2}and a warm cache .*\n$/,
    );
  });

  test('is unknown for a model without a price', () => {
    expect(show(make(2, 2, [{ ...known, costUsd: undefined }]))).toContain(
      '  openai gpt-4o: 1,200 calls, 100,000 tokens in, 50,000 out, price unknown\n',
    );
  });
});
