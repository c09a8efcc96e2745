import { z } from 'zod';

/** The keys that a schema knows at a path; empty where there is no object. */
export const listKeysAt = (schema: z.ZodType, path: readonly PropertyKey[]): string[] => {
  let here = [schema];
  for (const step of path) here = here.flatMap(unwrap).flatMap((inner) => stepInto(inner, step));
  return here
    .flatMap(unwrap)
    .flatMap((inner) => (inner instanceof z.ZodObject ? Object.keys(inner.shape) : []));
};

const stepInto = (schema: z.ZodType, step: PropertyKey): z.ZodType[] => {
  if (schema instanceof z.ZodObject) {
    const inner = (schema.shape as Record<string, z.ZodType>)[String(step)];
    return inner === undefined ? [] : [inner];
  }
  return schema instanceof z.ZodArray ? [schema.element as z.ZodType] : [];
};

/** The schema under defaults and optionals; every form of a union. */
const unwrap = (schema: z.ZodType): z.ZodType[] => {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional)
    return unwrap(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodUnion) return (schema.options as z.ZodType[]).flatMap(unwrap);
  return [schema];
};
