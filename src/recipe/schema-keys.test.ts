import { expect, test } from 'vitest';
import { exampleSchema, headSchema, patternSchema, topicFileSchema } from './schema.ts';
import { listKeysAt } from './schema-keys.ts';

test.each([
  ['the top', headSchema, [], ['name', 'version', 'summary', 'exchanges']],
  ['a list of maps with a default', patternSchema, ['checklist', 0], ['id', 'ask', 'required']],
  ['a map with a key left out', patternSchema, ['disqualifiers', 3], ['id', 'ask']],
  ['an optional map', patternSchema, ['counter_example'], ['text', 'why']],
  ['a union', topicFileSchema, ['topics', 5], ['title', 'brief', 'stack', 'situation', 'mistakes', 'notes']],
  ['a map within a union', topicFileSchema, ['topics', 0, 'notes', 'leaps', 1], ['claim', 'flaw']],
  ['a message', exampleSchema, ['conversation', 0], ['role', 'content']],
  ['a text', headSchema, ['name'], []],
  ['nowhere', headSchema, ['nothing', 'here'], []],
])('the keys of %s are known', (_what, schema, path, keys) => {
  expect(listKeysAt(schema, path)).toEqual(keys);
});
