import { expect, test } from 'vitest';
import { listCodeBlocks } from '../../conversation/index.ts';
import { findCode, withoutCode } from './find-code.ts';

const CASES: ReadonlyArray<readonly [name: string, text: string, code: readonly string[]]> = [
  ['one block', 'a\n```js\nx\n```\nb', ['```js\nx\n```']],
  ['tildes, with backticks within', '~~~\n```\n~~~\nb', ['~~~\n```\n~~~']],
  ['a longer fence closes', '```\nx\n`````\nb', ['```\nx\n`````']],
  ['a shorter one does not', '````\nx\n```\n````', ['````\nx\n```\n````']],
  ['in a list', '- ```go\n  x\n  ```\n- b', ['- ```go\n  x\n  ```']],
  ['in a quotation', '> ```\n> x\n> ```', ['> ```\n> x\n> ```']],
  ['never closed', 'a\n```\nx\ny', ['```\nx\ny']],
  ['code within a line', 'a ```x``` b\n```x``` c', []],
];

test.each(CASES)('finds fenced code: %s', (_name, text, code) => {
  expect(findCode(text).map(({ start, end }) => text.slice(start, end))).toEqual(code);
});

test.each(CASES)('agrees with the list of code blocks: %s', (_name, text) => {
  expect(findCode(text)).toHaveLength(listCodeBlocks(text).length);
});

test('leaves code out', () => {
  expect(withoutCode('a\n```js\nx\n```\nb')).toBe('a\n\n\nb');
});
