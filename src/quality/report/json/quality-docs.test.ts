import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { qualitySchema } from './quality-schema.ts';

const page = readFileSync(join(import.meta.dirname, '../../../../docs/quality-report.md'), 'utf8');

/** Keys of the tables below a heading, in their order. */
const listTold = (heading: string): string[] => {
  const [, rest = ''] = page.split(`\n### ${heading}\n`);
  const rows = (rest.split('\n### ')[0] ?? '').split('\n').filter((line) => line.startsWith('| `'));
  return rows.flatMap((row) =>
    [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, key = '']) => key),
  );
};

const unwrap = (schema: z.ZodType): z.ZodType => {
  if (schema instanceof z.ZodPipe) return unwrap(schema.in as z.ZodType);
  if (
    schema instanceof z.ZodReadonly ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodExactOptional
  ) {
    return unwrap(schema.unwrap() as z.ZodType);
  }
  return schema;
};

/** Paths of all keys that hold no other keys; an interval is told as a whole. */
const listKeys = (schema: z.ZodType, path = ''): string[] => {
  const bare = unwrap(schema);
  if (bare instanceof z.ZodArray) {
    const inner = listKeys(bare.element as z.ZodType, `${path}[]`);
    return inner.length === 1 ? [path] : inner;
  }
  if (!(bare instanceof z.ZodObject) || 'estimate' in bare.shape) return [path];
  return Object.entries(bare.shape).flatMap(([key, inner]) =>
    listKeys(inner as z.ZodType, path === '' ? key : `${path}.${key}`),
  );
};

const { shape } = qualitySchema.unwrap();
const elementOf = (schema: z.ZodType): z.ZodType => (unwrap(schema) as z.ZodArray<z.ZodType>).element;

test.each([
  ['The verdict', listKeys(shape.verdict)],
  ['A provider', listKeys(elementOf(shape.providers))],
  ['A judge', listKeys(elementOf(shape.judges))],
  ['Two judges', listKeys(elementOf(shape.overlap))],
  ['Duplicates', [...listKeys(elementOf(shape.clusters)), ...listKeys(elementOf(shape.pairs))]],
  ['A judgement', listKeys(elementOf(shape.judgements))],
  ['A conversation', listKeys(elementOf(shape.conversations))],
])(
  'docs/quality-report.md has every key of “%s”, in the order in which they are written',
  (heading, keys) => {
    expect(listTold(heading).filter((key) => key !== 'diversity')).toEqual(keys);
  },
);

test('docs/quality-report.md has every key of the whole', () => {
  const told = listTold('The whole').map((key) => key.split('.')[0]);
  expect([...new Set(told)]).toEqual(Object.keys(shape));
});
