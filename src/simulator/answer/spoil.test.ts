import { expect, test } from 'vitest';
import { makeRandom } from '../../base/index.ts';
import { checkShape, countExchanges, type Message } from '../../conversation/index.ts';
import { breakJson, spoilConversation } from './spoil.ts';

const TALK: readonly Message[] = [
  { role: 'user', content: 'one' },
  { role: 'assistant', content: 'two' },
  { role: 'user', content: 'three' },
  { role: 'assistant', content: 'four' },
];

test('one exchange is missing, and the rest is sound', () => {
  const spoilt = spoilConversation(TALK, 'wrong-exchanges');
  expect(countExchanges(spoilt)).toBe(1);
  expect(checkShape(spoilt)).toEqual([]);
});

test('a single exchange comes twice, so that it is wrong all the same', () => {
  expect(countExchanges(spoilConversation(TALK.slice(0, 2), 'wrong-exchanges'))).toBe(2);
});

test('swapped roles are no sound conversation', () => {
  expect(checkShape(spoilConversation(TALK, 'wrong-roles'))).not.toEqual([]);
});

test('a disclaimer stands in the last turn alone', () => {
  const spoilt = spoilConversation(TALK, 'disclaimer');
  expect(checkShape(spoilt)).toEqual([]);
  expect(spoilt.filter(({ content }) => content.includes('As an AI language model'))).toHaveLength(1);
  expect(spoilt.at(-1)?.content).toContain('four');
});

test('broken JSON is broken in more than one way, and never parses', () => {
  const json = JSON.stringify({ conversation: TALK, learning_notes: 'five' });
  const broken = new Set(Array.from({ length: 60 }, (_, seed) => breakJson(json, makeRandom(seed, 'test'))));
  expect(broken.size).toBe(5);
  for (const text of broken) expect(() => JSON.parse(text)).toThrow();
});
