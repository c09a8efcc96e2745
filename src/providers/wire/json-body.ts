import type { z } from 'zod';

/** A body's JSON value; undefined when the body is not JSON. */
export const parseJson = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

/** A body as the shape that a schema describes; undefined when it is something else. */
export const parseBody = <Schema extends z.ZodType>(
  schema: Schema,
  body: string,
): z.infer<Schema> | undefined => {
  const json = parseJson(body);
  if (json === undefined) return undefined;
  const parsed = schema.safeParse(json);
  return parsed.success ? parsed.data : undefined;
};

/** What kind of thing a body is, in words for people. */
export const nameBody = (body: string): string => {
  if (body.trim() === '') return 'an empty body';
  if (/^\s*<(?:!doctype|html|\?xml|head|body)/i.test(body)) return 'an HTML page';
  return parseJson(body) === undefined ? 'text that is not JSON' : 'JSON of another kind';
};

/** Longer bodies are answers: no error is written at such length. */
const MOST_ERROR_CHARS = 100_000;

/** Whether a body may be an error, told without parsing it: `"error"` stands in it as JSON, not within a text. */
export const mayBeError = (body: string): boolean =>
  body.length < MOST_ERROR_CHARS && /"(?:error|Error)"/.test(body);
