import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DESIGNS, type PlanRecipe } from './assignment.ts';
import { measureCoverage } from './coverage.ts';
import { makePlan } from './make-plan.ts';

const PATTERNS = [
  'Gap Analysis',
  'Tradeoff Analysis',
  'Production Readiness',
  'Brutal Accuracy',
  'Multi-Dimensional Evaluation',
  'Hint-Based Learning',
  'Diminishing Returns',
  'Mechanistic Understanding',
  'Context-Dependent Recommendations',
  'Precision Policing',
];

const makeRecipe = (patterns: number, topics: number): PlanRecipe => ({
  patterns: Array.from({ length: patterns }, (_, index) => ({ name: PATTERNS[index] ?? `Pattern ${index}` })),
  topics: Array.from({ length: topics }, (_, index) => ({ title: `topic ${index}` })),
  exchanges: [3, 4, 5],
  variations: {
    levels: ['junior', 'senior', 'lead'].map((id) => ({ id, text: id })),
    situations: [],
    tones: ['calm', 'hurried'].map((id) => ({ id, text: id })),
    lengths: [],
    openings: Array.from({ length: 7 }, (_, index) => ({ id: `opening-${index}`, text: 'x' })),
  },
  examples: Array.from({ length: 20 }, (_, index) => ({
    id: `example-${index}`,
    topic: `topic ${index}`,
    patterns: [index, index + 3, index + 7].map((at) => PATTERNS[at % 10] ?? ''),
  })),
});

const builtIn = makeRecipe(10, 100);
const anyRecipe = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 120 }))
  .map(([patterns, topics]) => makeRecipe(patterns, topics));
const anySeed = fc.integer({ min: -1_000_000, max: 1_000_000 });
const anyDesign = fc.constantFrom(...DESIGNS);

describe('the design cycle', () => {
  test('gives the five assignments that the guide shows', () => {
    const { assignments } = makePlan(builtIn, { count: 5, seed: 42, design: 'cycle' });
    expect(assignments.map(({ patterns }) => patterns)).toEqual([
      ['Gap Analysis', 'Tradeoff Analysis'],
      ['Production Readiness', 'Brutal Accuracy', 'Multi-Dimensional Evaluation'],
      ['Hint-Based Learning', 'Diminishing Returns'],
      ['Mechanistic Understanding', 'Context-Dependent Recommendations', 'Precision Policing'],
      ['Gap Analysis', 'Tradeoff Analysis'],
    ]);
  });

  test('repeats the order of topics, and with it the patterns of each, after a round', () => {
    const { assignments } = makePlan(builtIn, { count: 200, seed: 42, design: 'cycle' });
    const toTask = ({ topic, patterns }: (typeof assignments)[number]) => ({ topic, patterns });
    expect(assignments.slice(100).map(toTask)).toEqual(assignments.slice(0, 100).map(toTask));
  });

  test('goes round when the patterns do not come out even', () => {
    const { assignments } = makePlan(makeRecipe(4, 5), { count: 3, seed: 1, design: 'cycle' });
    expect(assignments.map(({ patterns }) => patterns)).toEqual([
      ['Gap Analysis', 'Tradeoff Analysis'],
      ['Production Readiness', 'Brutal Accuracy', 'Gap Analysis'],
      ['Tradeoff Analysis', 'Production Readiness'],
    ]);
  });
});

describe.each(DESIGNS)('every plan of the design %s', (design) => {
  test('uses each of 10 patterns 25 times over 100 conversations', () => {
    const { assignments } = makePlan(builtIn, { count: 100, seed: 42, design });
    const { patterns } = measureCoverage(builtIn, assignments);
    expect(patterns.map(({ count }) => count)).toEqual(Array(10).fill(25));
  });

  test('is quick to make', () => {
    const beganMs = performance.now();
    makePlan(builtIn, { count: 2000, seed: 42, design });
    expect(performance.now() - beganMs).toBeLessThan(2000);
  });
});

describe('every plan', () => {
  test('is the same for the same input, and another for another seed', () => {
    fc.assert(
      fc.property(anyRecipe, anySeed, anyDesign, (recipe, seed, design) => {
        const options = { count: 30, seed, design };
        expect(makePlan(recipe, options)).toEqual(makePlan(recipe, options));
      }),
      { numRuns: 30 },
    );
    const options = { count: 30, design: 'cycle' } as const;
    expect(makePlan(builtIn, { ...options, seed: 1 })).not.toEqual(
      makePlan(builtIn, { ...options, seed: 2 }),
    );
  });

  test('begins with the plan of a smaller count', () => {
    const counts = fc.tuple(fc.nat(1200), fc.nat(1200));
    fc.assert(
      fc.property(anyRecipe, anySeed, anyDesign, counts, (recipe, seed, design, [one, other]) => {
        const larger = makePlan(recipe, { count: Math.max(one, other), seed, design });
        const smaller = makePlan(recipe, { count: Math.min(one, other), seed, design });
        expect(larger.assignments.slice(0, Math.min(one, other))).toEqual(smaller.assignments);
      }),
      { numRuns: 25 },
    );
  });

  test('spreads patterns, topics, lengths and variations within one, wherever it is cut off', () => {
    fc.assert(
      fc.property(anyRecipe, anySeed, anyDesign, fc.nat(400), (recipe, seed, design, count) => {
        const { assignments } = makePlan(recipe, { count, seed, design });
        const { margins, unknown } = measureCoverage(recipe, assignments);
        const spreads = [
          margins.patterns,
          margins.topics,
          margins.exchanges,
          ...Object.values(margins.variations),
        ];
        expect(Math.max(...spreads.map(({ spread }) => spread))).toBeLessThanOrEqual(1);
        expect(unknown).toEqual({ topics: [], patterns: [] });
      }),
      { numRuns: 60 },
    );
  });

  test('gives 2, 3, 2, 3 different patterns, or all where there are fewer, and shuffles their cards', () => {
    fc.assert(
      fc.property(anyRecipe, anySeed, anyDesign, (recipe, seed, design) => {
        for (const { number, patterns, cardOrder } of makePlan(recipe, { count: 60, seed, design })
          .assignments) {
          expect(patterns).toHaveLength(Math.min(number % 2 === 1 ? 2 : 3, recipe.patterns.length));
          expect(new Set(patterns).size).toBe(patterns.length);
          expect(cardOrder.toSorted()).toEqual(patterns.toSorted());
        }
      }),
      { numRuns: 40 },
    );
  });

  test('names the choices of each kind of variation that the recipe has, and no other kind', () => {
    const [first] = makePlan(builtIn, { count: 1, seed: 42, design: 'cycle' }).assignments;
    expect(Object.keys(first?.variation ?? {})).toEqual(['levels', 'tones', 'openings']);
  });

  test('deals each topic its own mistakes in rounds, and none where there are none', () => {
    const topics = [{ title: 'a', mistakes: ['x', 'y', 'z'] }, { title: 'b', mistakes: [] }, { title: 'c' }];
    fc.assert(
      fc.property(anySeed, anyDesign, (seed, design) => {
        const { assignments } = makePlan({ ...builtIn, topics }, { count: 18, seed, design });
        const dealt = (title: string): number[] =>
          assignments.filter(({ topic }) => topic === title).map(({ mistake }) => mistake);
        expect(dealt('a').slice(0, 3).toSorted()).toEqual([1, 2, 3]);
        expect(dealt('a').slice(3).toSorted()).toEqual([1, 2, 3]);
        expect(new Set([...dealt('b'), ...dealt('c')])).toEqual(new Set([0]));
      }),
    );
  });

  test('is empty for a count of nothing', () => {
    expect(makePlan(builtIn, { count: 0, seed: 42, design: 'balanced' }).assignments).toEqual([]);
  });
});
