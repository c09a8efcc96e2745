import type { Problem } from '../contract.ts';
import { parseDurationMs } from '../wire/duration.ts';
import { readRetryAfterMs } from '../wire/headers.ts';
import { parseBody } from '../wire/json-body.ts';
import type { Exchange } from '../wire/post.ts';
import { makeProblem, quote, toAskText, toNumberText } from '../wire/problem.ts';
import { toForeignProblem, toStatusProblem, wait } from '../wire/status.ts';
import { errorSchema, readError, type WireError } from './error-body.ts';

/** Makes the problem of an answer whose status is not 200 (OpenAI error codes guide, 2026-07-15). */
export const toProblem = ({ status, headers, body }: Exchange, nowMs: number): Problem => {
  const retryAfterMs = readRetryAfterMs(headers, nowMs);
  const parsed = parseBody(errorSchema, body);
  if (parsed === undefined || status < 400) return toForeignProblem(status, body, retryAfterMs);
  const error = readError(parsed);
  if (isOutOfCredit(error))
    return makeProblem('no-credit', `${status}: no credit left${quote(error.message)}`);
  if (status === 429) return toLimitProblem(error, retryAfterMs);
  if (error.code === 'context_length_exceeded') {
    return makeProblem('too-large', `${status}: longer than the model's context${quote(error.message)}`);
  }
  if (error.code === 'model_not_found')
    return makeProblem('unknown-model', `${status}${quote(error.message)}`);
  if (status === 404 && /\burl\b/i.test(error.message) && !/\bmodel\b/i.test(error.message)) {
    return makeProblem('wrong-url', `404${quote(error.message)}`);
  }
  return toStatusProblem(status, error.message, retryAfterMs);
};

/** The type tells; the code beside it was `insufficient_quota`, is `credit_balance_exhausted`, and may be null. */
const isOutOfCredit = ({ type, code }: WireError): boolean =>
  [type, code].includes('insufficient_quota') || code === 'credit_balance_exhausted';

/** "Limit 30000, Used 29000, Requested 1500. Please try again in 1.5s." as observed in 2026. */
const toLimitProblem = (error: WireError, headerMs: number | undefined): Problem => {
  const limit = readAmount(error.message, 'Limit');
  const requested = readAmount(error.message, 'Requested');
  const what = error.type === 'requests' ? 'requests' : 'tokens';
  const limitText = limit === undefined ? 'limit' : `${toNumberText(limit)} ${what} a minute`;
  const isLarger = limit !== undefined && requested !== undefined && requested > limit;
  if (/^Request too large/i.test(error.message) || isLarger) {
    const asked = requested === undefined ? 'more' : toNumberText(requested);
    return makeProblem(
      'too-large',
      `429: the request counts ${asked}, over the ${limitText}; it can never pass`,
    );
  }
  // "…on requests per day (RPD): Limit 200": the wait that goes with it is hours.
  if (/\bper day\b|\((?:RPD|TPD)\)/i.test(error.message)) {
    return makeProblem('daily-quota', `429: the daily limit of ${what} is reached`);
  }
  const retryAfterMs =
    headerMs ?? parseDurationMs(/try again in (\S+?)\.?(?:\s|$)/i.exec(error.message)?.[1] ?? '');
  const reached =
    limit === undefined ? `the limit is reached${quote(error.message)}` : `${limitText} reached`;
  return makeProblem('rate-limited', `429: ${reached}${toAskText(retryAfterMs)}`, wait(retryAfterMs));
};

const readAmount = (message: string, name: string): number | undefined => {
  const digits = new RegExp(`\\b${name}:? ([\\d,]+)`, 'i').exec(message)?.[1];
  return digits === undefined ? undefined : Number(digits.replaceAll(',', ''));
};
