import { expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { exampleSchema, patternSchema, topicFileSchema } from './schema.ts';
import { parseYamlBy } from './yaml-file.ts';

/** Every trouble as `line: message`; empty when the text reads. */
const tell = (schema: z.ZodType, text: string): string[] => {
  const result = parseYamlBy(schema, { file: 'f.yaml', text });
  return result.ok ? [] : result.failure.map(({ message, place }) => `${place?.line ?? '-'}: ${message}`);
};

const HEAD = 'name: A\ndefinition: B\n';

test.each<[string, string, string[]]>([
  [
    'an unknown key at the top',
    `${HEAD}definiton: C`,
    ['3: unknown key "definiton". Did you mean "definition"?'],
  ],
  ['an unknown key that resembles none', `${HEAD}colour: red`, ['3: unknown key "colour".']],
  [
    'an unknown key in a map',
    `${HEAD}counter_example:\n  text: x\n  why: y\n  whyy: z`,
    ['6: unknown key "whyy". Did you mean "why"?'],
  ],
  [
    'an unknown key in a list of maps',
    `${HEAD}checklist:\n  - id: a\n    ask: b\n  - id: c\n    aks: d\n    ask: e`,
    ['7: unknown key "aks". Did you mean "ask"?'],
  ],
  [
    'several unknown keys in one map, each on its line',
    `nmae: A\n${HEAD}dos: [x]`,
    ['1: unknown key "nmae". Did you mean "name"?', '4: unknown key "dos". Did you mean "do"?'],
  ],
  ['a number as a key', `${HEAD}7: seven`, ['3: unknown key "7".']],
  ['a missing key', 'name: A', ['1: "definition" is missing.']],
  ['a key without a value', 'name: A\ndefinition:', ['2: "definition" is empty.']],
  ['a blank text', 'name: A\ndefinition: " "', ['2: "definition": must not be empty.']],
  ['a list where a text is due', 'name: [A]\ndefinition: B', ['1: "name": expected string, received array.']],
  [
    'a number where a text is due',
    'name: 7\ndefinition: B',
    ['1: "name": expected string, received number.'],
  ],
  ['a text where a list is due', `${HEAD}do: just this`, ['3: "do": expected array, received string.']],
  [
    'a wrong item of a list',
    `${HEAD}do:\n  - fine\n  - 5`,
    ['5: "do[2]": expected string, received number.'],
  ],
  [
    'a disqualifier that is required',
    `${HEAD}disqualifiers:\n  - id: a\n    ask: b\n    required: true`,
    ['6: unknown key "required".'],
  ],
  ['an empty file', '', ['1: "name" is missing.', '1: "definition" is missing.']],
  ['a file of comments', '# nothing\n# here\n', ['1: "name" is missing.', '1: "definition" is missing.']],
  ['a list at the top', '- a\n- b', ['1: the file: expected object, received array.']],
  ['a text at the top', 'hello', ['1: the file: expected object, received string.']],
])('a pattern with %s is told by line', (_what, text, troubles) => {
  expect(tell(patternSchema, text)).toEqual(troubles);
});

test.each<[string, string, string[]]>([
  ['a tab as indentation', 'a:\n\t- x', ['2: Tabs are not allowed as indentation.']],
  ['a quote that stays open', 'a: b\nc: "x', ['2: Missing closing "quote.']],
  ['a colon in plain text', 'title: foo: bar', ['1: Nested mappings are not allowed in compact mappings.']],
  ['a reserved character', 'a: @x', ['1: Plain value cannot start with reserved character @.']],
  ['a second document', 'a: b\n---\nc: d', ['2: a second YAML document begins here; a file holds one.']],
  [
    'an alias that leads nowhere',
    'a: *x',
    ['-: Unresolved alias (the anchor must be set before the alias): x.'],
  ],
  ['a tag that nobody knows', 'a: !important x', ['1: Unresolved tag: !important.']],
  [
    'an alias bomb',
    [
      'a: &a [x, x, x, x, x, x, x, x, x, x]',
      'b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]',
      'c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]',
      'd: [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]',
    ].join('\n'),
    ['-: Excessive alias count indicates a resource exhaustion attack.'],
  ],
])('%s is a trouble and no crash', (_what, text, troubles) => {
  expect(tell(z.looseObject({}), text)).toEqual(troubles);
});

test('nesting without end is one trouble', () => {
  expect(tell(z.looseObject({}), `a: ${'['.repeat(20_000)}${']'.repeat(20_000)}`)).toEqual([
    '1: the nesting is too deep.',
  ]);
});

test('faults on several lines are all told, and those that only follow on the same line are not', () => {
  const troubles = tell(z.looseObject({}), 'a: @x\nb: fine\nc: `y`\n');
  expect(troubles.map((trouble) => trouble.split(':')[0])).toEqual(['1', '3']);
  expect(tell(z.looseObject({}), '- x\nb: 1')).toEqual(['2: Unexpected scalar at node end.']);
});

test('a doubled key is told by name, together with what else is wrong', () => {
  expect(tell(patternSchema, 'name: A\nname: B\ndefiniton: C')).toEqual([
    '2: the key "name" comes twice.',
    '1: "definition" is missing.',
    '3: unknown key "definiton". Did you mean "definition"?',
  ]);
  expect(tell(patternSchema, `${HEAD}"name": B`)).toEqual(['3: the key "name" comes twice.']);
});

test.each<[string, string, string[]]>([
  [
    'a misspelt key of a topic',
    '  - title: a\n    breif: b',
    ['3: unknown key "breif". Did you mean "brief"?'],
  ],
  [
    'a misspelt key deep in the notes',
    '  - a\n  - title: b\n    notes:\n      options:\n        - name: x\n          good_wen: y\n          good_when: y\n          cost: z',
    ['7: unknown key "good_wen". Did you mean "good_when"?'],
  ],
  ['a topic without a title', '  - brief: b', ['2: "topics[1].title" is missing.']],
  ['a number for a topic', '  - fine\n  - 404', ['3: "topics[2]": expected string or object.']],
  ['an empty title', '  - ""', ['2: "topics[1]": must not be empty.']],
  ['nothing for a topic', '  - fine\n  -', ['3: "topics[2]" is empty.']],
  [
    'a score out of ten that is eleven',
    '  - title: b\n    notes:\n      dimensions: [{name: x, score: 11, why: y}]',
    ['4: "topics[1].notes.dimensions[1].score": Too big: expected number to be <=10.'],
  ],
])('%s is told by line', (_what, topics, troubles) => {
  expect(tell(topicFileSchema, `topics:\n${topics}`)).toEqual(troubles);
});

test('a topic file without topics is told', () => {
  expect(tell(topicFileSchema, 'area: x')).toEqual(['1: "topics" is missing.']);
  expect(tell(topicFileSchema, 'topics: []')).toEqual([
    '1: "topics": Too small: expected array to have >=1 items.',
  ]);
});

test('roles that are wrong or missing are told by line, each of them', () => {
  const text = [
    'topic: t',
    'patterns: [P]',
    'conversation:',
    '  - role: system',
    '    content: a',
    '  - role: Assistant',
    '    content: b',
    '  - content: c',
  ].join('\n');
  expect(tell(exampleSchema, text)).toEqual([
    '4: "conversation[1].role": expected one of "user"|"assistant".',
    '6: "conversation[2].role": expected one of "user"|"assistant".',
    '8: "conversation[3].role" is missing.',
  ]);
});

test('a bare title and a full topic give the same shape', () => {
  const read = parseYamlBy(topicFileSchema, {
    file: 'f',
    text: 'topics:\n  -  " caches "\n  - title: caches',
  });
  const topics = read.ok ? read.value.value.topics : [];
  expect(topics[0]).toEqual(topics[1]);
  expect(topics[0]).toEqual({ title: 'caches', mistakes: [] });
});

test('the line of a path is that of its deepest known step', () => {
  const text = 'area: x\ntopics:\n  - a\n  - title: b\n    brief: c\n';
  const read = parseYamlBy(topicFileSchema, { file: 'f', text });
  if (!read.ok) throw new Error('should read');
  const { lineAt } = read.value;
  expect(lineAt([])).toBe(1);
  expect(lineAt(['topics', 0])).toBe(3);
  expect(lineAt(['topics', 1, 'brief'])).toBe(5);
  expect(lineAt(['topics', 0, 'title'])).toBe(3);
  expect(lineAt(['topics', 1, 'stack', 'deeper'])).toBe(4);
  expect(lineAt(['topics', 99])).toBe(2);
});

/** What two parsers might see in different ways, each as the text of a field. */
test.each([
  'yes',
  'no',
  'on',
  '~x',
  '2001-12-14',
  '2001-12-14t21:59:43.10-05:00',
  '12:30:45',
  '1_000',
  '0o14x',
  '<<',
  '"\\u263A \\x41"',
  "'it''s'",
  '|\n  a\n   b\n\n  c\n',
  '|-\n  a\n',
  '>-\n  a\n  b\n\n  c\n',
  '>+\n  a\n\n',
  'a # no comment',
  'a:b',
  '&anchor text',
  '!!str 12',
])('the text %j is the same to both parsers', (scalar) => {
  const text = `name: a\ndefinition: ${scalar}\n`;
  const quick = parseYamlBy(patternSchema, { file: 'a.yaml', text });
  const slow = parseDocument(text).toJS() as { definition: string };
  expect(quick.ok && quick.value.value.definition).toBe(String(slow.definition).trim());
});
