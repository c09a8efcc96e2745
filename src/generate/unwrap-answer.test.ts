import { expect, test } from 'vitest';
import { unwrapAnswer } from './unwrap-answer.ts';

const TURNS = [
  { role: 'user', content: 'is it safe' },
  { role: 'assistant', content: 'No.' },
];
const ANSWER = { conversation: TURNS, learning_notes: 'n' };

test.each<[string, unknown]>([
  ['as it is', ANSWER],
  ['in an object of its own', { result: ANSWER }],
  ['in a parameter of a forced tool', { $PARAMETER_NAME: ANSWER }],
  ['with its turns as JSON in a text', { conversation: JSON.stringify(TURNS), learning_notes: 'n' }],
  ['in an object, turns in a text', { a: { conversation: JSON.stringify(TURNS), learning_notes: 'n' } }],
])('an answer %s is taken out of it', (_what, answer) => {
  expect(unwrapAnswer(answer)).toEqual(ANSWER);
});

test.each<[string, unknown]>([
  ['beside other keys', { result: ANSWER, more: 1 }],
  ['in two objects', { a: { b: ANSWER } }],
  ['in a list', [ANSWER]],
  ['without turns', { result: { learning_notes: 'n' } }],
  ['with turns as a text that is no JSON', { conversation: '[user: hi', learning_notes: 'n' }],
  ['with turns as a text that breaks off', { conversation: '[{"role":"user"', learning_notes: 'n' }],
  ['that is null', null],
])('an answer %s is left as it is', (_what, answer) => {
  expect(unwrapAnswer(answer)).toEqual(answer);
});
