import { z } from 'zod';
import { mayBeError, parseBody } from '../wire/json-body.ts';
import { toSaid } from '../wire/said.ts';
import { toErrorStatus } from '../wire/status.ts';

const text = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .catch(undefined);

const fields = z.object({ message: z.unknown(), type: text, code: text });

const toDetail = ({ detail }: { readonly detail?: unknown }) => ({
  error: toSaid(JSON.stringify({ detail })),
  isBare: true,
});

/**
 * An error body (OpenAI API spec, 2026-08-21), or what servers that copy the wire put in its place: a bare text
 * (LM Studio), the fields without the wrapping (vLLM before 0.10, Mistral), a `detail` (FastAPI), or OpenAI's body in
 * a list of one (Google's OpenAI-compatible address). Observed in public issues, 2024 to 2026.
 */
const errorSchema = z.union([
  z.object({ error: z.union([z.string(), fields]) }),
  z.tuple([z.object({ error: fields })]).transform(([only]) => only),
  z
    .object({ object: z.string().regex(/^error$/i) })
    .and(fields)
    .transform((error) => ({ error })),
  z
    .object({ detail: z.unknown() })
    .refine(({ detail }) => detail !== undefined)
    .transform(toDetail),
  z.object({ message: z.string() }).transform(({ message }) => ({ error: message, isBare: true })),
]);

/** The provider's own words for an error. */
export interface WireError {
  readonly message: string;
  readonly type?: string | null | undefined;
  readonly code?: string | null | undefined;
  /** Whether any web server could have said it: it names neither type nor code. */
  readonly isBare: boolean;
}

/** The error of an error body; undefined when it is something else. */
export const readError = (body: string): WireError | undefined => {
  const parsed = parseBody(errorSchema, body);
  if (parsed === undefined) return undefined;
  const { error } = parsed;
  const isBare = 'isBare' in parsed;
  if (typeof error === 'string') return { message: error, isBare };
  const { message, type, code } = error;
  return {
    message: typeof message === 'string' ? toWords(message) : toSaid(JSON.stringify({ message })),
    type,
    code,
    isBare,
  };
};

/** Some gateways put the JSON of another error into the text of theirs. */
const toWords = (message: string): string =>
  /^\s*[[{]/.test(message) ? toSaid(message) || message : message;

const answered = z.object({ choices: z.array(z.unknown()).min(1) });

/** The status that an error stands for which came with status 200, as gateways send it (OpenRouter, observed 2026). */
export const findErrorStatus = (body: string): number | undefined => {
  if (!mayBeError(body) || parseBody(answered, body) !== undefined) return undefined;
  const error = readError(body);
  return error === undefined || error.isBare ? undefined : toErrorStatus(error.code, error.type);
};
