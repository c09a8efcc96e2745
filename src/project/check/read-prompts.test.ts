import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readPrompts } from './read-prompts.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'idiolect-prompts-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = (text: string) => {
  const file = join(folder, 'eval.jsonl');
  writeFileSync(file, text);
  return readPrompts(file, 'eval.jsonl');
};

test('prompts are read from the usual fields, from messages, and from lines of text', () => {
  const lines = [
    '{"question": "Why is the sky blue?", "answer": "..."}',
    '{"messages": [{"role": "user", "content": "One"}, {"role": "assistant", "content": "no"}, {"role": "user", "content": "Two"}]}',
    'Write a haiku about rain',
    '"A JSON text"',
    '{"id": 7}',
    '',
  ];
  expect(read(lines.join('\r\n'))).toEqual([
    { name: 'eval.jsonl:1', text: 'Why is the sky blue?' },
    { name: 'eval.jsonl:2', text: 'One' },
    { name: 'eval.jsonl:2', text: 'Two' },
    { name: 'eval.jsonl:3', text: 'Write a haiku about rain' },
    { name: 'eval.jsonl:4', text: 'A JSON text' },
  ]);
});

test.each(['', '\n', '{"id": 1}'])('a file without a prompt is refused: %j', (text) => {
  expect(() => read(text)).toThrow('eval.jsonl holds no prompt.');
});

test('a file that is not there is refused', () => {
  expect(() => readPrompts(join(folder, 'none'), 'none')).toThrow('There is no file none.');
});
