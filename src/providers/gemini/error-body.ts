import { z } from 'zod';
import { mayBeError, parseBody } from '../wire/json-body.ts';
import { toErrorStatus } from '../wire/status.ts';

const text = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .transform((value) => value ?? undefined)
  .catch(undefined);

const violation = z.object({ quotaId: text, quotaMetric: text, quotaValue: text });

/** An error with the details that we read: QuotaFailure, RetryInfo, ErrorInfo (google/rpc protos, 2026-08-22). */
export const errorSchema = z.object({
  error: z.object({
    message: z.string().catch(''),
    code: text,
    status: text,
    details: z
      .array(
        z.object({
          reason: text,
          retryDelay: text,
          violations: z.array(violation).optional().catch(undefined),
        }),
      )
      .catch([]),
  }),
});

/** The provider's own words for an error. */
export type WireError = z.infer<typeof errorSchema>['error'];

/** The error of an error body; undefined when it is something else. */
export const readError = (body: string): WireError | undefined =>
  parseBody(z.union([errorSchema, z.tuple([errorSchema]).transform(([only]) => only)]), body)?.error;

/** The status that an error stands for which came with status 200. */
export const findErrorStatus = (body: string): number | undefined => {
  if (!mayBeError(body)) return undefined;
  const error = readError(body);
  return error && toErrorStatus(error.code, error.status);
};
