import { expect, test } from 'vitest';
import { findClosest, suggestClosest } from './closest.ts';

const KEYS = ['definition', 'checklist', 'disqualifiers', 'do', 'dont', 'wrong_when'];

test.each([
  ['definiton', 'definition'],
  ['Definition', 'definition'],
  ['checklsit', 'checklist'],
  ['disqualifier', 'disqualifiers'],
  ["don't", 'dont'],
  ['wrong-when', 'wrong_when'],
  ['od', 'do'],
  ['dnot', 'dont'],
])('"%s" is taken for "%s"', (word, meant) => {
  expect(findClosest(word, KEYS)).toBe(meant);
});

test.each(['colour', 'x'.repeat(5_000), 'exchanges', '🙂🙂🙂'])('nothing is guessed for "%.12s"', (word) => {
  expect(findClosest(word, KEYS)).toBeUndefined();
  expect(suggestClosest(word, KEYS)).toBe('');
});

test('a third of the letters may differ, and no more', () => {
  expect(findClosest('abcdXX', ['abcdef'])).toBe('abcdef');
  expect(findClosest('abcXXX', ['abcdef'])).toBeUndefined();
});

test('two neighbours that changed places count as one letter, two that stand apart do not', () => {
  expect(findClosest('nmae', ['name'])).toBe('name');
  expect(findClosest('eamn', ['name'])).toBeUndefined();
});

test('where nothing is known nothing is suggested', () => {
  expect(findClosest('anything', [])).toBeUndefined();
});

test('a suggestion is a sentence that can follow another', () => {
  expect(suggestClosest('checklst', KEYS)).toBe(' Did you mean "checklist"?');
});
