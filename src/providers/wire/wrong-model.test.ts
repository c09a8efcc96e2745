import { expect, test } from 'vitest';
import { checkAnsweringModel } from './wrong-model.ts';

const usage = {
  inputTokens: 1,
  cachedInputTokens: 0,
  cacheWriteTokens: 0,
  outputTokens: 2,
  thinkingTokens: 0,
};
const check = (asked: string, answered: string | null | undefined, official: boolean) =>
  checkAnsweringModel({ asked, answered, official }, usage);

test('T25: another model is told with both names, and its prices are the ones that hold', () => {
  expect(check('gemini-2.5-pro', 'gemini-3.8-flash', true)).toEqual({
    kind: 'wrong-model',
    message: 'Asked for gemini-2.5-pro, answered by gemini-3.8-flash.',
    usage: { ...usage, billedAs: 'gemini-3.8-flash' },
  });
});

test('T25: a provider itself has to say who answered, a copy of its wire need not', () => {
  expect(check('gpt-4o', undefined, true)).toMatchObject({ kind: 'wrong-model' });
  expect(check('gpt-4o', null, false)).toBeUndefined();
  expect(check('gpt-4o', '', false)).toBeUndefined();
});
