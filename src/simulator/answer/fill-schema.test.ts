import { expect, test } from 'vitest';
import { makeRandom } from '../../base/index.ts';
import { SCHEMA } from '../testing/prompt.ts';
import { fillSchema } from './fill-schema.ts';

const fill = (schema: object, facts = {}) => fillSchema({ ...schema }, facts, makeRandom(1, 'test'));

test('known facts take their place, in the order of the schema', () => {
  const facts = { learning_notes: 'n', conversation: [{ role: 'user', content: 'c' }], topic: 't' };
  expect(JSON.stringify(fill(SCHEMA, facts))).toBe(
    '{"conversation":[{"role":"user","content":"c"}],"learning_notes":"n"}',
  );
});

test.each([
  ['a constant', { const: 7 }, (value: unknown) => value === 7],
  ['a choice', { enum: ['a', 'b'] }, (value: unknown) => value === 'a' || value === 'b'],
  ['a whole number in bounds', { type: 'integer', minimum: 3, maximum: 4 }, (value: unknown) => value === 3],
  [
    'a number',
    { type: 'number', minimum: 1, maximum: 2 },
    (value: unknown) => Number(value) >= 1 && Number(value) <= 2,
  ],
  ['a truth', { type: 'boolean' }, (value: unknown) => typeof value === 'boolean'],
  ['nothing', { type: 'null' }, (value: unknown) => value === null],
  ['a text', { type: ['string', 'null'] }, (value: unknown) => typeof value === 'string'],
  [
    'a list of at least three',
    { type: 'ARRAY', minItems: 3, items: { type: 'STRING' } },
    (value: unknown) => Array.isArray(value) && value.length === 3,
  ],
  [
    'the first form that is not null',
    { anyOf: [{ type: 'null' }, { const: 1 }] },
    (value: unknown) => value === 1,
  ],
])('%s is filled in', (_what, schema, isRight) => {
  expect(isRight(fill(schema))).toBe(true);
});

test('references are followed, and a schema that holds itself comes to an end', () => {
  const schema = {
    $defs: { node: { type: 'object', properties: { name: { const: 'n' }, next: { $ref: '#/$defs/node' } } } },
    type: 'object',
    properties: { root: { $ref: '#/$defs/node' } },
  };
  expect(fill(schema)).toMatchObject({ root: { name: 'n', next: { name: 'n' } } });
});
