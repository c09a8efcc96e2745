import { z } from 'zod';

/**
 * A value as JSON knows it, with the keys of every object in the order of its schema, and those of records in
 * alphabetical order: equal values give equal text, however they were put together.
 *
 * What is `undefined` where the schema wants a key becomes `null`, and so does a number that is none.
 */
export const toOrdered = (schema: z.ZodType, value: unknown): unknown => {
  const bare = unwrap(schema);
  if (value === undefined || (typeof value === 'number' && !Number.isFinite(value))) return null;
  if (bare instanceof z.ZodArray && Array.isArray(value)) {
    return value.map((each) => toOrdered(bare.element as z.ZodType, each));
  }
  if (!isRecord(value)) return value;
  if (bare instanceof z.ZodObject) {
    const ordered: Record<string, unknown> = {};
    for (const [key, inner] of Object.entries(bare.shape)) {
      const isLeftOut = inner instanceof z.ZodExactOptional && value[key] === undefined;
      if (!isLeftOut) ordered[key] = toOrdered(inner as z.ZodType, value[key]);
    }
    return ordered;
  }
  return Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)));
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The schema within those that only say how its value may be absent or changed on the way in. */
const unwrap = (schema: z.ZodType): z.ZodType => {
  if (schema instanceof z.ZodPipe) return unwrap(schema.in as z.ZodType);
  if (
    schema instanceof z.ZodReadonly ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodExactOptional ||
    schema instanceof z.ZodOptional
  ) {
    return unwrap(schema.unwrap() as z.ZodType);
  }
  return schema;
};
