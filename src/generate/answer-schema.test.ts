import { expect, test } from 'vitest';
import { z } from 'zod';
import { ANSWER_SCHEMA, answerSchema } from './answer-schema.ts';

test('the schema that is sent is the schema by which answers are read', () => {
  const { $schema: _, ...fromReader } = z.toJSONSchema(answerSchema);
  expect(ANSWER_SCHEMA.schema).toEqual(fromReader);
});

test('every object requires all of its properties and allows no others, as structured output demands', () => {
  const check = (schema: Record<string, unknown>): void => {
    if (schema.type === 'array') check(schema.items as Record<string, unknown>);
    if (schema.type !== 'object') return;
    const properties = schema.properties as Record<string, Record<string, unknown>>;
    expect(schema.required).toEqual(Object.keys(properties));
    expect(schema.additionalProperties).toBe(false);
    for (const inner of Object.values(properties)) check(inner);
  };
  check({ ...ANSWER_SCHEMA.schema });
  expect(JSON.stringify(ANSWER_SCHEMA)).not.toMatch(/minItems|maxItems|minLength|maxLength|pattern|\$ref/);
});
