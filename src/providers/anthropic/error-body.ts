import { z } from 'zod';
import { mayBeError, parseBody } from '../wire/json-body.ts';
import { toErrorStatus } from '../wire/status.ts';

const text = z.string().nullish().catch(undefined);

/** An error body (Claude API docs, 2026-08-22). Gateways leave the type out. */
const errorSchema = z.object({
  error: z.object({
    type: text,
    message: z.string().catch(''),
    code: z.union([z.string(), z.number()]).nullish().catch(undefined),
    details: z.object({ error_code: text }).nullish().catch(undefined),
  }),
});

/** The provider's own words for an error. */
export type WireError = z.infer<typeof errorSchema>['error'];

/** The error of an error body; undefined when it is something else. */
export const readError = (body: string): WireError | undefined => parseBody(errorSchema, body)?.error;

/** The status that an error stands for which came with status 200. */
export const findErrorStatus = (body: string): number | undefined => {
  if (!mayBeError(body)) return undefined;
  const error = readError(body);
  return error && toErrorStatus(error.code, error.type);
};
