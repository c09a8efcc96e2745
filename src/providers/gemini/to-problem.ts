import type { Problem } from '../contract.ts';
import { readRetryAfterMs } from '../wire/headers.ts';
import type { Exchange } from '../wire/post.ts';
import { makeProblem, quote, toAskText, toNumberText } from '../wire/problem.ts';
import { toForeignProblem, toStatusProblem, wait } from '../wire/status.ts';
import {
  findRetryDelayMs,
  isOfDay,
  listViolations,
  readError,
  type Violation,
  type WireError,
} from './error-body.ts';

/** Makes the problem of an answer whose status is not 200. */
export const toProblem = ({ status, headers, body }: Exchange, nowMs: number): Problem => {
  const headerMs = readRetryAfterMs(headers, nowMs);
  const error = readError(body);
  if (error === undefined || status < 400) return toForeignProblem(status, body, headerMs);
  if (status === 429) return toQuotaProblem(error, findRetryDelayMs(error) ?? headerMs);
  return (
    toNamedProblem(status, error) ??
    toStatusProblem(status, error.message, findRetryDelayMs(error) ?? headerMs)
  );
};

/** What the details and the status name say beyond the number (Gemini API errors, observed 2026). */
const toNamedProblem = (status: number, { details, message, ...error }: WireError): Problem | undefined => {
  const has = (name: string): boolean => details.some(({ reason }) => reason === name);
  // A bad key is not a 401 here.
  if (has('API_KEY_INVALID')) return makeProblem('bad-key', `${status}: the key is not valid`);
  if (has('BILLING_DISABLED')) return makeProblem('no-credit', `${status}: billing is off${quote(message)}`);
  if (error.status === 'FAILED_PRECONDITION') return makeProblem('forbidden', `${status}${quote(message)}`);
  if (status === 400 && /token count .{0,40}exceeds the maximum/i.test(message)) {
    return makeProblem('too-large', `400: longer than the model's context${quote(message)}`);
  }
  return undefined;
};

/** What a 429 speaks of: credit, a model that is not for this key, the day, or the minute. */
const toQuotaProblem = (error: WireError, retryAfterMs: number | undefined): Problem => {
  const violations = listViolations(error);
  // No quota is named where it is the account that has run dry; waiting would not help.
  if (
    violations.length === 0 &&
    /\b(credits?|prepay\w*|billing account|spend(?:ing)? (?:cap|limit))\b/i.test(error.message)
  ) {
    return makeProblem('no-credit', `429: no credit left${quote(error.message)}`);
  }
  if (/\blimit: 0\b/.test(error.message) || violations.some(({ quotaValue }) => quotaValue === '0')) {
    return makeProblem('forbidden', '429: the model is not available to this key (its limit is 0)');
  }
  const daily = violations.find(isOfDay);
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

const nameQuota = ({ quotaMetric, quotaValue }: Violation, per: string): string => {
  const what = /token/.test(quotaMetric ?? '') ? 'tokens' : 'requests';
  const value = Number(quotaValue ?? Number.NaN);
  return Number.isNaN(value) ? `the limit of ${what} ${per}` : `${toNumberText(value)} ${what} ${per}`;
};
