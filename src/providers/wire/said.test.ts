import { expect, test } from 'vitest';
import { toSaid } from './said.ts';

test.each([
  ['an object', { error: { message: 'a', type: 'x', code: 'b' } }, 'a b'],
  ['a bare text', { error: 'a' }, 'a'],
  ['a list of faults', { detail: [{ loc: ['body', 'x'], msg: 'a', input: 'the prompt' }] }, 'body x a'],
  ['JSON within a text', { message: '{"detail":[{"msg":"a","input":"the prompt"}]}' }, 'a'],
  [
    'JSON within JSON within a text',
    { error: { message: '{"error":{"message":"{\\"msg\\":\\"a\\"}"}}' } },
    'a',
  ],
  ['a list', [{ error: { message: 'a' } }], 'a'],
  ['nothing that speaks', { id: 'x' }, ''],
])('an error in %s is heard, and nothing that it quotes', (_what, body, said) => {
  expect(toSaid(JSON.stringify(body))).toBe(said);
});

test('a body that is no JSON is its own words, cut short', () => {
  expect(toSaid('slow down')).toBe('slow down');
  expect(toSaid('x'.repeat(10_000))).toHaveLength(2_000);
});

test('nesting without end does no harm', () => {
  const nested = `${'{"error":'.repeat(5_000)}"a"${'}'.repeat(5_000)}`;
  expect(toSaid(nested)).toBe('');
});
