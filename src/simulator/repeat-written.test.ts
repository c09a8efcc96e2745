import { expect, test } from 'vitest';
import type { Write } from './answer/compose-text.ts';
import { repeatWritten } from './repeat-written.ts';
import { TINY_RECIPE } from './testing/tiny-recipe.ts';

const ORDER = {
  seed: 1,
  provider: 'openai',
  topic: 'a lock',
  patterns: ['Gap Analysis', 'Brutal Accuracy'],
  exchanges: 3,
  level: '',
  tone: '',
  occasion: '',
} as const;

test('one text is written for each list of patterns and number of exchanges, whatever the topic', () => {
  let times = 0;
  const count: Write = () => ({ conversation: [], learning_notes: String(++times) });
  const write = repeatWritten(count);
  const ask = (change: Partial<Parameters<Write>[1]>): string =>
    write(TINY_RECIPE, { ...ORDER, ...change }).learning_notes;
  expect(ask({})).toBe('1');
  expect(ask({ topic: 'a queue', seed: 2 })).toBe('1');
  expect(ask({ exchanges: 4 })).toBe('2');
  expect(ask({ patterns: ['Gap Analysis'] })).toBe('3');
  expect(ask({})).toBe('1');
});
