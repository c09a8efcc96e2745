import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeExampleChooser } from './choose-examples.ts';

const NAMES = ['A', 'B', 'C', 'D', 'E', 'F'];
const example = (id: string, topic: string, ...patterns: string[]) => ({ id, topic, patterns });
const anyAsked = fc.record({
  topic: fc.constantFrom('t0', 't1', 't2', 't3'),
  patterns: fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: 2, maxLength: 3 }),
});
const anyExamples = fc
  .array(fc.tuple(fc.constantFrom('t0', 't1', 't2', 'other'), fc.subarray(NAMES, { minLength: 1 })), {
    maxLength: 15,
  })
  .map((list) => list.map(([topic, patterns], index) => example(`e${index}`, topic, ...patterns)));

test('at most two different examples are chosen, each shows an assigned pattern, none is about the topic', () => {
  fc.assert(
    fc.property(anyExamples, fc.array(anyAsked, { maxLength: 30 }), fc.integer(), (examples, list, seed) => {
      const choose = makeExampleChooser(examples, seed);
      for (const asked of list) {
        const fitting = examples.filter(
          ({ topic, patterns }) =>
            topic !== asked.topic && patterns.some((name) => asked.patterns.includes(name)),
        );
        const ids = choose(asked);
        expect(new Set(ids).size).toBe(Math.min(2, fitting.length));
        expect(ids.every((id) => fitting.some((one) => one.id === id))).toBe(true);
      }
    }),
  );
});

test('the second example shows an assigned pattern that the first lacks, where there is one', () => {
  const choose = makeExampleChooser(
    [example('a1', 'x', 'A'), example('a2', 'x', 'A'), example('b', 'x', 'B')],
    1,
  );
  for (let turn = 0; turn < 2; turn++) expect(choose({ topic: 't', patterns: ['A', 'B'] })).toContain('b');
});

test('a topic is the same in other letter case', () => {
  const choose = makeExampleChooser([example('a', 'Rate Limiter', 'A')], 1);
  expect(choose({ topic: 'rate limiter', patterns: ['A', 'B'] })).toEqual([]);
});

test('no two examples are shown together twice within ten assignments, when there are enough', () => {
  const examples = Array.from({ length: 6 }, (_, index) => example(`e${index}`, 'x', 'A', 'B'));
  const choose = makeExampleChooser(examples, 1);
  const keys = Array.from({ length: 60 }, () =>
    choose({ topic: 't', patterns: ['A', 'B'] })
      .toSorted()
      .join(),
  );
  for (const at of keys.keys()) expect(keys.slice(Math.max(0, at - 9), at)).not.toContain(keys[at]);
});

test('with only two examples the same two come again rather than none', () => {
  const choose = makeExampleChooser([example('a', 'x', 'A'), example('b', 'x', 'B')], 1);
  const asked = { topic: 't', patterns: ['A', 'B'] };
  expect([choose(asked).length, choose(asked).length]).toEqual([2, 2]);
});

test('examples that fit equally are used equally often', () => {
  const examples = Array.from({ length: 8 }, (_, index) => example(`e${index}`, 'x', 'A', 'B'));
  const choose = makeExampleChooser(examples, 3);
  const uses = new Map(examples.map(({ id }) => [id, 0]));
  for (let turn = 0; turn < 100; turn++) {
    for (const id of choose({ topic: 't', patterns: ['A', 'B'] })) uses.set(id, (uses.get(id) ?? 0) + 1);
  }
  expect(Math.max(...uses.values()) - Math.min(...uses.values())).toBeLessThanOrEqual(2);
});
