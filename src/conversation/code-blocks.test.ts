import { expect, test } from 'vitest';
import { type CodeBlock, listCodeBlocks } from './code-blocks.ts';

type Content = Omit<CodeBlock, 'start' | 'end'>;

const block = (language: string, code: string, line = 1, isClosed = true): Content => ({
  language,
  code,
  line,
  isClosed,
});

test.each<[string, string, Content[]]>([
  ['text without a fence', 'a `b` c', []],
  ['a block', '```ts\nconst a = 1;\n```', [block('ts', 'const a = 1;')]],
  ['a block without a language', '```\nx\n```', [block('', 'x')]],
  ['an empty block', '```js\n```', [block('js', '')]],
  ['two blocks', '```a\n1\n```\ntext\n~~~b\n2\n~~~', [block('a', '1'), block('b', '2', 5)]],
  ['a block that is never closed', 'see:\n```py\nx = 1', [block('py', 'x = 1', 2, false)]],
  ['a longer fence around a shorter one', '````md\n```js\nx\n```\n````', [block('md', '```js\nx\n```')]],
  ['tildes around backticks', '~~~\n```\n~~~', [block('', '```')]],
  ['a closing fence with a word behind it', '```\na\n``` b\n```', [block('', 'a\n``` b')]],
  ['code within a line', '```not a fence``` text', []],
  ['attributes behind the language', '```ts {1,3} title="a"\nx\n```', [block('ts', 'x')]],
  ['braces at the language', '```js{2}\nx\n```', [block('js', 'x')]],
  ['a block in a list item', '- see\n  ```go\n  a\n    b\n  ```', [block('go', 'a\n  b', 2)]],
  ['a block behind a list mark', '1. ```sh\n   ls\n   ```', [block('sh', 'ls')]],
  ['a block in a quotation', '> ```c\n> int x;\n> ```', [block('c', 'int x;')]],
  ['Windows line ends', '```ts\r\na\r\n```\r\n', [block('ts', 'a')]],
  ['a blank line within an indented block', '  ```\n  a\n\n  b\n  ```', [block('', 'a\n\nb')]],
])('%s', (_what, markdown, blocks) => {
  expect(listCodeBlocks(markdown).map(({ start, end, ...content }) => content)).toEqual(blocks);
});

test.each<[string, string, string[]]>([
  [
    'fences and all between them',
    'see\n```a\n1\n```\ntext\n~~~b\n2\n~~~\n',
    ['```a\n1\n```', '~~~b\n2\n~~~'],
  ],
  ['the list mark before a fence', 'x\n- ```sh\n  ls\n  ```\ny', ['- ```sh\n  ls\n  ```']],
  ['Windows line ends but not the last', 'x\r\n```ts\r\na\r\n```\r\ny', ['```ts\r\na\r\n```']],
  ['the rest of the text where no fence closes', '🙂\n```py\nx = 1\n', ['```py\nx = 1\n']],
])('start and end hold %s', (_what, markdown, places) => {
  expect(listCodeBlocks(markdown).map(({ start, end }) => markdown.slice(start, end))).toEqual(places);
});
