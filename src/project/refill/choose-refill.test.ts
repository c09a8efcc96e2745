import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Assignment, DESIGNS, makePlan, measureCoverage } from '../../plan/index.ts';
import { loadRecipe } from '../../recipe/index.ts';
import { BUILT_IN_RECIPE } from '../paths.ts';
import { chooseRefill } from './choose-refill.ts';

const recipe = await loadRecipe(BUILT_IN_RECIPE, BUILT_IN_RECIPE);
const patterns = recipe.patterns.map(({ name }) => name);
const topics = recipe.topics.length;

const assign = (number: number, names: string[], topic = `topic ${number}`, exchanges = 3): Assignment => ({
  ...{ number, topic, patterns: names, cardOrder: names, exchanges },
  ...{ variation: {}, mistake: 0, examples: [] },
});
const choose = (accepted: readonly Assignment[], pool: readonly Assignment[], count: number): number[] =>
  chooseRefill({ topics: 10, patterns: ['a', 'b', 'c', 'd'], accepted, pool, count }).map(
    ({ number }) => number,
  );

describe('what is chosen first', () => {
  test('are the patterns that are least represented among the accepted', () => {
    const pool = [assign(11, ['a', 'b']), assign(12, ['b', 'c']), assign(13, ['c', 'd'])];
    expect(choose([assign(1, ['a', 'b'])], pool, 1)).toEqual([13]);
  });

  test('are, where the patterns are level, pairs that were seen least', () => {
    const accepted = [assign(1, ['a', 'b']), assign(2, ['c', 'd'])];
    expect(choose(accepted, [assign(11, ['a', 'b']), assign(12, ['a', 'c'])], 1)).toEqual([12]);
  });

  test('are, where the pairs are level too, topics, then lengths, then the order of the plan', () => {
    const accepted = [assign(1, ['a', 'b'], 'x', 3), assign(2, ['c', 'd'], 'x', 3)];
    const pool = [
      assign(11, ['a', 'b'], 'x', 4),
      assign(12, ['a', 'b'], 'y', 3),
      assign(13, ['c', 'd'], 'y', 4),
      assign(14, ['a', 'b'], 'y', 4),
    ];
    expect(choose(accepted, pool, 1)).toEqual([13]);
    expect(choose(accepted, [pool[0]!, pool[1]!], 1)).toEqual([12]);
    expect(choose(accepted, [pool[1]!, pool[3]!], 1)).toEqual([14]);
  });

  test('what is chosen counts for the next choice, and comes back in plan order', () => {
    const pool = [assign(11, ['a', 'b']), assign(12, ['a', 'b']), assign(13, ['c', 'd'])];
    expect(choose([assign(1, ['c', 'd'])], pool, 2)).toEqual([11, 12]);
    expect(choose([], pool, 2)).toEqual([11, 13]);
  });

  test('a pool that is too small is all of it', () => {
    expect(choose([], [assign(11, ['a'])], 5)).toEqual([11]);
    expect(choose([], [], 5)).toEqual([]);
  });
});

/** Fills a plan of `count` up to as many accepted ones, with losses that `isLost` decides. */
const fillUp = (count: number, design: 'cycle' | 'balanced', isLost: (one: Assignment) => boolean) => {
  const longer = makePlan(recipe, { count: count * 12, seed: 42, design }).assignments;
  const asked = new Set<number>();
  const accepted: Assignment[] = [];
  const ask = (all: readonly Assignment[]): void => {
    for (const one of all) {
      asked.add(one.number);
      if (!isLost(one)) accepted.push(one);
    }
  };
  ask(longer.slice(0, count));
  for (let round = 0; round < 60 && accepted.length < count; round++) {
    const missing = count - accepted.length;
    const pool = longer.filter(({ number }) => !asked.has(number)).slice(0, 5 * missing + 2 * topics);
    ask(chooseRefill({ topics, patterns, accepted, pool, count: missing }));
  }
  return measureCoverage(recipe, accepted);
};

describe('whatever is lost, the accepted stay even:', () => {
  test.each(DESIGNS)('any losses in the %s plan leave patterns within 2 of each other', (design) => {
    const losses = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 45 });
    fc.assert(
      fc.property(losses, (numbers) => {
        const lost = new Set(numbers);
        const { conversations, margins } = fillUp(60, design, ({ number }) => lost.has(number));
        expect(conversations).toBe(60);
        expect(margins.patterns.spread).toBeLessThanOrEqual(2);
        expect(margins.patterns.max / margins.patterns.min).toBeLessThanOrEqual(2);
      }),
      { numRuns: 60 },
    );
  });

  test.each(DESIGNS)(
    'losses that differ by pattern leave max / min at 2 or below in the %s plan',
    (design) => {
      const share = fc.integer({ min: 0, max: 60 });
      const shares = fc.array(share, { minLength: patterns.length, maxLength: patterns.length });
      fc.assert(
        fc.property(shares, fc.integer({ min: 0, max: 1_000 }), (percent, salt) => {
          const isLost = ({ number, patterns: names }: Assignment): boolean =>
            names.some((name) => {
              const place = patterns.indexOf(name);
              return (number * 7_919 + place * 104_729 + salt * 31) % 100 < (percent[place] ?? 0) / 2;
            });
          const { margins } = fillUp(60, design, isLost);
          expect(margins.patterns.max / margins.patterns.min).toBeLessThanOrEqual(2);
        }),
        { numRuns: 40 },
      );
    },
  );

  test('a topic that was lost is asked for again before any other comes twice more', () => {
    const { margins } = fillUp(topics, 'cycle', ({ number }) => number % 10 === 3 && number <= topics);
    expect(margins).toMatchObject({ topics: { spread: 0 }, patterns: { spread: 0 } });
  });
});

test('the same input gives the same choice', () => {
  const { assignments } = makePlan(recipe, { count: 300, seed: 7, design: 'balanced' });
  const input = { topics, patterns, pool: assignments.slice(100), count: 20 };
  const accepted = assignments.slice(0, 100).filter(({ number }) => number % 5 > 0);
  expect(chooseRefill({ ...input, accepted })).toEqual(chooseRefill({ ...input, accepted: [...accepted] }));
});
