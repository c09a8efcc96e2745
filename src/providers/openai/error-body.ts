import { z } from 'zod';

const text = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .catch(undefined);

/** An error body (OpenAI API spec, 2026-08-21); servers that copy the wire may put a bare text there. */
export const errorSchema = z.object({
  error: z.union([z.string(), z.object({ message: z.string(), type: text, code: text })]),
});

/** The provider's own words for an error. */
export interface WireError {
  readonly message: string;
  readonly type?: string | null | undefined;
  readonly code?: string | null | undefined;
}

/** The error of an error body. */
export const readError = ({ error }: z.infer<typeof errorSchema>): WireError =>
  typeof error === 'string' ? { message: error } : error;
