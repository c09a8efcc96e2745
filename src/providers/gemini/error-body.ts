import { z } from 'zod';
import { parseDurationMs } from '../wire/duration.ts';
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

/** A quota that was passed, as a refusal names it. */
export type Violation = z.infer<typeof violation>;

/** The quotas that a refusal names; several when more than one was passed. */
export const listViolations = ({ details }: WireError): readonly Violation[] =>
  details.flatMap((detail) => detail.violations ?? []);

/** A 429 of the day resets at midnight Pacific time, whatever `retryDelay` says beside it. */
export const isOfDay = ({ quotaId }: Violation): boolean => quotaId?.includes('PerDay') ?? false;

/**
 * `retryDelay` is a protobuf duration, `38s` (google/rpc protos, 2026-08-22). It lacks the parts of a second that stand in
 * the message, "Please retry in 38.430s.", so that by it alone one comes back too early (bodies in public reports, 2026).
 */
export const findRetryDelayMs = ({ message, details }: WireError): number | undefined => {
  const said = /\bretry in (\S+?)\.?(?:\s|$)/i.exec(message)?.[1];
  const told = details.find(({ retryDelay }) => retryDelay !== undefined)?.retryDelay;
  const delays = [said, told].map((delay) => parseDurationMs(delay ?? '')).filter((ms) => ms !== undefined);
  return delays.length === 0 ? undefined : Math.ceil(Math.max(...delays));
};

/** The status that an error stands for which came with status 200. */
export const findErrorStatus = (body: string): number | undefined => {
  if (!mayBeError(body)) return undefined;
  const error = readError(body);
  return error && toErrorStatus(error.code, error.status);
};
