import { describe, expect, it } from 'vitest';
import { measureVariety } from './testing/measure-variety.ts';
import { loadBuiltIn, writeSet } from './testing/write-set.ts';

const recipe = await loadBuiltIn();

const SETS = [
  { provider: 'openai', seed: 11 },
  { provider: 'openai', seed: 42 },
  { provider: 'gemini', seed: 42 },
  { provider: 'gemini', seed: 7 },
  { provider: 'anthropic', seed: 3 },
] as const;

describe('100 conversations of one provider', () => {
  it.each(SETS)('are unlike each other ($provider, seed $seed)', ({ provider, seed }) => {
    const variety = measureVariety(writeSet(recipe, provider, seed));

    expect(recipe.topics).toHaveLength(100);
    expect(variety.compression).toBeLessThanOrEqual(3.1);
    expect(variety.shared4).toBeLessThanOrEqual(0.05);
    expect(variety.selfBleu4).toBeLessThanOrEqual(0.2);
    expect(variety.distinct4).toBeGreaterThanOrEqual(2.55);
    expect(variety.nearest).toBeLessThanOrEqual(0.09);
    expect(variety.topOpening).toBeLessThanOrEqual(0.05);
    expect(variety.topSkeleton).toBeLessThanOrEqual(0.06);
    expect(variety.distinctOpeners).toBeGreaterThanOrEqual(0.95);
    expect(variety.sharedRuns).toBe(0);
  });
});

describe('measureVariety', () => {
  const say = (content: string) => [
    { role: 'user', content: 'why' } as const,
    { role: 'assistant', content } as const,
  ];

  it('finds nothing in common where nothing is', () => {
    const variety = measureVariety([say('alpha beta gamma delta epsilon'), say('one two three four five')]);

    expect(variety).toMatchObject({ shared4: 0, nearest: 0, distinct4: 4, sharedRuns: 0, topOpening: 0.5 });
    expect(variety.selfBleu4).toBeLessThan(1e-6);
  });

  it('sees two equal conversations', () => {
    const text = Array.from({ length: 40 }, (_, at) => `word${at}`).join(' ');
    const variety = measureVariety([say(text), say(text)]);

    expect(variety).toMatchObject({ shared4: 1, selfBleu4: 1, distinct4: 2, sharedRuns: 1, topOpening: 1 });
    expect(variety.nearest).toBeCloseTo(1);
    expect(variety.distinctOpeners).toBe(0.5);
  });

  it('leaves code out and tells blocks apart', () => {
    const answer = '### Head\n\nText.\n\n- a\n- b\n\n```go\nx := 1\n```\n\n| a |\n|---|\n| b |\n\nEnd.';
    const other = 'One.\n\nTwo.';

    expect(measureVariety([say(answer), say(other)]).topSkeleton).toBe(0.5);
    expect(
      measureVariety([
        say('same words in the code\n\n```\na b c d e\n```'),
        say('unlike\n\n```\na b c d e\n```'),
      ]).shared4,
    ).toBe(0);
  });
});
