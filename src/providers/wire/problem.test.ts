import { expect, test } from 'vitest';
import { makeProblem, quote, toAskText, toNumberText, toWaitText } from './problem.ts';

test('a message fits on a line and hides keys', () => {
  const { message } = makeProblem('bad-key', `401 sk-abcdef123 ${'long '.repeat(100)}`);
  expect(message).toHaveLength(200);
  expect(message).toMatch(/^401 \[hidden\] long .*…$/);
});

test('a quotation is one short line, and nothing when there is nothing to quote', () => {
  expect(quote('a\n  b')).toBe(': "a b"');
  expect(quote('x'.repeat(500))).toHaveLength(120 + ': ""'.length);
  expect([quote(undefined), quote('  ')]).toEqual(['', '']);
});

test.each([
  [0, '0 ms'],
  [320.5, '321 ms'],
  [1500, '1.5 s'],
  [38_000, '38 s'],
  [119_999, '120 s'],
  [360_000, '6 min'],
])('%d ms are read as %s', (ms, text) => {
  expect(toWaitText(ms)).toBe(text);
});

test('numbers are grouped, and a wait is told only when it is asked for', () => {
  expect(toNumberText(1_234_567)).toBe('1,234,567');
  expect([toAskText(undefined), toAskText(2000)]).toEqual(['', '; the provider asks to wait 2 s']);
});
