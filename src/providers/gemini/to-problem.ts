import { z } from 'zod';
import type { Problem } from '../contract.ts';
import { parseDurationMs } from '../wire/duration.ts';
import { readRetryAfterMs } from '../wire/headers.ts';
import { parseBody } from '../wire/json-body.ts';
import type { Exchange } from '../wire/post.ts';
import { makeProblem, quote, toAskText, toNumberText } from '../wire/problem.ts';
import { toForeignProblem, toStatusProblem, wait } from '../wire/status.ts';

const text = z.coerce.string().optional();

/** An error with the details that we read: QuotaFailure, RetryInfo, ErrorInfo (google/rpc protos, 2026-08-22). */
const errorSchema = z.object({
  error: z.object({
    message: z.string().default(''),
    status: text,
    details: z
      .array(
        z.object({
          reason: text,
          retryDelay: text,
          violations: z.array(z.object({ quotaId: text, quotaMetric: text, quotaValue: text })).optional(),
        }),
      )
      .default([]),
  }),
});

type WireError = z.infer<typeof errorSchema>['error'];

/** Makes the problem of an answer whose status is not 200. */
export const toProblem = ({ status, headers, body }: Exchange, nowMs: number): Problem => {
  const headerMs = readRetryAfterMs(headers, nowMs);
  const parsed = parseBody(errorSchema, body);
  if (parsed === undefined || status < 400) return toForeignProblem(status, body, headerMs);
  const { error } = parsed;
  if (status === 429) return toQuotaProblem(error, findRetryDelayMs(error) ?? headerMs);
  // A bad key is not a 401 here (Gemini API errors, observed 2026).
  if (error.details.some(({ reason }) => reason === 'API_KEY_INVALID')) {
    return makeProblem('bad-key', `${status}: the key is not valid`);
  }
  if (error.status === 'FAILED_PRECONDITION')
    return makeProblem('forbidden', `${status}${quote(error.message)}`);
  return toStatusProblem(status, error.message, findRetryDelayMs(error) ?? headerMs);
};

/** A 429 of the day resets at midnight Pacific time, whatever `retryDelay` says beside it. */
const toQuotaProblem = (error: WireError, retryAfterMs: number | undefined): Problem => {
  const violations = error.details.flatMap((detail) => detail.violations ?? []);
  // No quota is named where it is the account that has run dry; waiting would not help.
  if (violations.length === 0 && /\b(credits?|prepay\w*|billing account)\b/i.test(error.message)) {
    return makeProblem('no-credit', `429: no credit left${quote(error.message)}`);
  }
  if (/\blimit: 0\b/.test(error.message)) {
    return makeProblem('forbidden', '429: the model is not available to this key (its limit is 0)');
  }
  const daily = violations.find(({ quotaId }) => quotaId?.includes('PerDay'));
  if (daily !== undefined) {
    return makeProblem(
      'daily-quota',
      `429: ${nameQuota(daily, 'a day')} reached; it resets at midnight Pacific time`,
    );
  }
  const what =
    violations[0] === undefined
      ? `the limit is reached${quote(error.message)}`
      : `${nameQuota(violations[0], 'a minute')} reached`;
  return makeProblem('rate-limited', `429: ${what}${toAskText(retryAfterMs)}`, wait(retryAfterMs));
};

type Violation = { readonly quotaMetric?: string | undefined; readonly quotaValue?: string | undefined };

const nameQuota = ({ quotaMetric, quotaValue }: Violation, per: string): string => {
  const what = /token/.test(quotaMetric ?? '') ? 'tokens' : 'requests';
  const value = Number(quotaValue ?? Number.NaN);
  return Number.isNaN(value) ? `the limit of ${what} ${per}` : `${toNumberText(value)} ${what} ${per}`;
};

/** `retryDelay` is a protobuf duration, `38s` (google/rpc protos, 2026-08-22). */
const findRetryDelayMs = ({ details }: WireError): number | undefined => {
  const delay = details.find(({ retryDelay }) => retryDelay !== undefined)?.retryDelay;
  return delay === undefined ? undefined : parseDurationMs(delay);
};
