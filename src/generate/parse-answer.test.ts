import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAnswer } from './parse-answer.ts';

const ANSWER = {
  conversation: [
    { role: 'user', content: 'why does `{a: [1]}` fail?' },
    { role: 'assistant', content: 'Look:\n\n```js\nconst x = { "a": [1] };\n```' },
  ],
  learning_notes: 'The first answer shows {x} and "y".',
};
const JSON_TEXT = JSON.stringify(ANSWER);

const read = (text: string): unknown => {
  const parsed = parseAnswer(text);
  return parsed.ok ? parsed.value : `${parsed.failure.kind}: ${parsed.failure.message}`;
};

test.each([
  ['as it is', JSON_TEXT],
  ['with indentation', JSON.stringify(ANSWER, null, 2)],
  ['with a byte order mark and blank lines', `\uFEFF\n\n ${JSON_TEXT}\n\n`],
  ['in a fence', `\`\`\`json\n${JSON_TEXT}\n\`\`\``],
  ['in a fence without a language', `\`\`\`\n${JSON_TEXT}\n\`\`\`\n`],
  [
    'in a fence with Windows line ends',
    `\`\`\`json\r\n${JSON.stringify(ANSWER, null, 2).replaceAll('\n', '\r\n')}\r\n\`\`\``,
  ],
  ['in a fence that is never closed', `\`\`\`json\n${JSON_TEXT}`],
  [
    'in a fence between sentences',
    `Here you are:\n\n\`\`\`json\n${JSON_TEXT}\n\`\`\`\n\nI kept to {role, content}.`,
  ],
  ['after a sentence', `Here is the conversation: ${JSON_TEXT}`],
  ['after a sentence with braces of its own', `I use {role, content} for each turn.\n${JSON_TEXT}`],
  ['before a sentence', `${JSON_TEXT}\n\nAnything else?`],
  ['in a list of one', `[${JSON_TEXT}]`],
])('an answer %s is read', (_how, text) => {
  expect(read(text)).toEqual(ANSWER);
});

test.each<[string, string, unknown]>([
  ['a comma too many', '{"a": [1, 2,], "b": "x",}', { a: [1, 2], b: 'x' }],
  ['a comma too few', '{"a": "x" "b": "y"}', { a: 'x', b: 'y' }],
  ['single quotes', "{'a': 'it\\'s', 'b': 'x'}", { a: "it's", b: 'x' }],
  ['curly quotes', '{“a”: “x”}', { a: 'x' }],
  ['bare keys', '{a: "x", b: ["y"]}', { a: 'x', b: ['y'] }],
  ['a raw line break in a text', '{"a": "one\ntwo"}', { a: 'one\ntwo' }],
  ['a raw line break behind code at the end', '{"a": "so `{b}`\n"}', { a: 'so `{b}`\n' }],
  ['a raw tab in a text', '{"a": "one\ttwo"}', { a: 'one\ttwo' }],
  ['quotes within a text', '{"a": "he said "hi" to me", "b": "x"}', { a: 'he said "hi" to me', b: 'x' }],
  ['a comment', '{"a": "x" /* why */, // and\n "b": "y"}', { a: 'x', b: 'y' }],
  ['a bracket too many', '{"a": "x"}}', { a: 'x' }],
  ['words of Python', '{"a": True, "b": None, "c": "x"}', { a: true, b: null, c: 'x' }],
  [
    'backslashes of code',
    String.raw`{"a": "\d+\.\w and C:\dir", "b": "\n\"\u00e9"}`,
    { a: String.raw`\d+\.\w and C:\dir`, b: '\n"é' },
  ],
  ['a doubled backslash beside a lone one', String.raw`{"a": "\\d \d",}`, { a: String.raw`\d \d` }],
  ['a broken unicode escape', String.raw`{"a": "\u12 and \user"}`, { a: String.raw`\u12 and \user` }],
  ['an escaped apostrophe', String.raw`{"a": "it\'s"}`, { a: "it's" }],
])('%s is mended', (_what, text, value) => {
  expect(read(text)).toEqual(value);
});

test.each([
  ['within a text', '{"a": "one tw'],
  ['after a text', '{"a": "one"'],
  ['within a list', '{"c": [{"r": "u"}, {"r": "v"}'],
  ['within a list after a comma', '{"c": [{"r": "u"},'],
  ['after a brace within a text', '{"c": [{"r": "u"}], "n": "uses {x}'],
  ['after a bracket and a brace within a text', '{"c": [{"r": "u"}], "n": "uses [{x}]}'],
  ['on a backslash', '{"a": "x\\'],
  ['before the last brace', '{"c": [{"r": "u"}], "n": "x"'],
  ['in a fence', '```json\n{"c": [{"r": "u"}, {"r": "v"}'],
  ['in a fence that closes all the same', '```json\n{"c": [{"r": "u"}, {"r": "v"}\n```'],
  ['at once', '{'],
])('an answer that breaks off %s is never given an end', (_where, text) => {
  expect(read(text)).toMatch(
    /^not-json: The reply could not be read: its JSON (breaks off before the end|is broken)/,
  );
});

test('wherever an answer is cut, nothing comes of it', () => {
  const text = JSON.stringify(ANSWER, null, 1);
  for (const whole of [text, `\`\`\`json\n${text}`, `Here: ${text}`]) {
    for (let end = 0; end < whole.length; end++) {
      expect(parseAnswer(whole.slice(0, end)).ok, JSON.stringify(whole.slice(0, end))).toBe(false);
    }
  }
});

test('a cut that repair would take for something else is seen', () => {
  const text = JSON.stringify({ conversation: [{ role: 'user', content: '{]é"' }], learning_notes: '' });
  expect(parseAnswer(text.slice(0, text.indexOf('}],') + 1)).ok).toBe(false);
});

test('whatever the texts hold, a sound answer is read as it is, and a cut one is not read', () => {
  const words = fc.string({
    unit: fc.constantFrom('{', '}', '[', ']', '"', "'", '\\', ',', ':', '\n', '`', 'a', ' ', '/', 'é'),
  });
  fc.assert(
    fc.property(words, words, fc.nat(), (content, notes, cut) => {
      const value = { conversation: [{ role: 'user', content }], learning_notes: notes };
      const text = JSON.stringify(value);
      expect(read(text)).toEqual(value);
      expect(read(`\`\`\`json\n${text}\n\`\`\``)).toEqual(value);
      expect(parseAnswer(text.slice(0, cut % text.length)).ok).toBe(false);
    }),
    { numRuns: 400 },
  );
});

test.each(['', 'I cannot help with that.', '[1, 2]', '"text"', 'null', '```\ncode\n```'])(
  '%j holds no object',
  (text) => {
    expect(read(text)).toBe('not-json: The reply could not be read: it holds no JSON object.');
  },
);

test('nesting without end is a problem and no crash', () => {
  expect(read('{"a":'.repeat(100_000) + '}'.repeat(3))).toMatch(/^not-json/);
});

test('a problem never quotes the reply', () => {
  const secret = 'hunter2';
  for (const text of [
    `{"${secret}"`,
    `{"a": ${secret} ${secret}: : }`,
    `no ${secret} here`,
    `{${secret}}}{`,
  ]) {
    const parsed = parseAnswer(text);
    if (!parsed.ok) expect(parsed.failure.message).not.toContain(secret);
  }
});

test('long and odd replies are read or refused within a moment', () => {
  const startMs = performance.now();
  const blank = ' \n'.repeat(100_000);
  for (const text of [
    `{"a": "x"${blank}, "b": "y"${blank}`,
    `{"a": ${blank} "x" "b": 1${blank}}`,
    `\`\`\`json\n${blank}`,
    '```json\n'.repeat(20_000),
    `{"a": "${'say "x", '.repeat(3_000)}"}`,
    '{'.repeat(50_000),
  ]) {
    parseAnswer(text);
  }
  expect(performance.now() - startMs).toBeLessThan(5_000);
});

test('thoughts that a local model writes before its answer are passed over, whatever they hold', () => {
  expect(parseAnswer('<think>{"conversation": []} or rather {</think>\n{"a": 1}')).toEqual({
    ok: true,
    value: { a: 1 },
  });
});
