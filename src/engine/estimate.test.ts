import { expect, test } from 'vitest';
import type { Request } from '../providers/index.ts';
import { boundInputTokens, estimateInputTokens } from './estimate.ts';

const make = (text: string, schema?: Request['schema']): Request => ({
  model: 'm',
  system: '',
  messages: [{ role: 'user', content: text }],
  temperature: 1,
  maxTokens: 10,
  ...(schema && { schema }),
});

test('the estimate counts four characters a token, of all that is sent', () => {
  expect(estimateInputTokens(make('x'.repeat(400)))).toBe(100);
  expect(estimateInputTokens({ ...make('x'.repeat(400)), system: 'y'.repeat(40) })).toBe(110);
  expect(estimateInputTokens(make('', { name: 'n', schema: { type: 'object' } }))).toBe(5);
});

test.each([
  ['prose', 'The quick brown fox. '.repeat(50)],
  ['emoji', '👩‍👩‍👧‍👦'.repeat(100)],
  ['a rare script', 'ཨོཾ་མ་ཎི'.repeat(100)],
  ['random characters', '8fA3+/zQ9x=='.repeat(100)],
  ['nothing', ''],
])('the bound is above one token a byte, the worst that any tokenizer does, for %s', (_what, text) => {
  expect(boundInputTokens(make(text))).toBeGreaterThan(Buffer.byteLength(text));
  expect(boundInputTokens(make(text))).toBeGreaterThan(estimateInputTokens(make(text)));
});

test('the bound grows with the schema, the system prompt and the number of messages', () => {
  const plain = make('x');
  const turns = {
    ...plain,
    messages: Array.from({ length: 5 }, () => ({ role: 'user' as const, content: 'x' })),
  };
  expect(boundInputTokens(turns) - boundInputTokens(plain)).toBeGreaterThan(4);
  expect(boundInputTokens({ ...plain, system: 'abc' }) - boundInputTokens(plain)).toBe(3);
  expect(boundInputTokens(make('x', { name: 'n', schema: {} })) - boundInputTokens(plain)).toBe(2);
});
