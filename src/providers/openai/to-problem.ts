import type { Problem } from '../contract.ts';
import { readRetryAfterMs } from '../wire/headers.ts';
import type { Exchange } from '../wire/post.ts';
import { makeProblem, quote, toAskText, toNumberText } from '../wire/problem.ts';
import { toForeignProblem, toStatusProblem, wait } from '../wire/status.ts';
import { readError, type WireError } from './error-body.ts';
import { isOfDay, readAmount, readAskedMs } from './limit-text.ts';

/** Makes the problem of an answer whose status is not 200 (OpenAI error codes guide, 2026-07-15). */
export const toProblem = ({ status, headers, body }: Exchange, nowMs: number): Problem => {
  const retryAfterMs = readRetryAfterMs(headers, nowMs);
  const error = readError(body);
  if (error === undefined || status < 400) return toForeignProblem(status, body, retryAfterMs);
  // What any web server says when there is nothing at an address.
  if (error.isBare && (status === 404 || status === 405)) {
    return toForeignProblem(status, body, retryAfterMs);
  }
  if (isOutOfCredit(error)) {
    return makeProblem('no-credit', `${status}: no credit left${quote(error.message)}`);
  }
  if (status === 429) return toLimitProblem(error, retryAfterMs);
  return toNamedProblem(status, error) ?? toStatusProblem(status, error.message, retryAfterMs);
};

const CREDIT_CODES = new Set([
  'insufficient_quota',
  'credit_balance_exhausted',
  'billing_hard_limit_reached',
  'billing_not_active',
]);

/**
 * The type tells; the code beside it was `insufficient_quota`, is `credit_balance_exhausted`, and may be null. Other
 * servers say it in words (observed 2026).
 */
const isOutOfCredit = ({ type, code, message }: WireError): boolean =>
  CREDIT_CODES.has(type ?? '') ||
  CREDIT_CODES.has(code ?? '') ||
  /\binsufficient (?:balance|credits?|funds)\b|\bno credits? (?:left|remaining)\b|\brequires more credits\b/i.test(
    message,
  );

/** Codes and phrases that say more than their status does (OpenAI, vLLM, llama.cpp, Google, OpenRouter; observed 2026). */
const NAMED: readonly {
  readonly kind: Problem['kind'];
  readonly what: string;
  readonly statuses: readonly number[];
  readonly code?: RegExp;
  readonly says: RegExp;
}[] = [
  {
    kind: 'too-large',
    what: ": longer than the model's context",
    statuses: [400, 413, 422],
    code: /^(?:context_length_exceeded|exceed_context_size_error)$/,
    says: /maximum context length|exceeds? the (?:available |model's )?context|context (?:size|window) (?:of|exceeded)/i,
  },
  {
    // A reasoning model that spent all of its room on thoughts.
    kind: 'cut-off',
    what: ': the room for the answer was too small',
    statuses: [400],
    says: /max_tokens or model output limit was reached/i,
  },
  {
    kind: 'blocked',
    what: ': the provider blocked the prompt',
    statuses: [400, 403],
    code: /^(?:content_filter|content_policy_violation|invalid_prompt)$/,
    says: /content management policy|violating our usage policy/i,
  },
  {
    kind: 'unknown-model',
    what: '',
    statuses: [400, 403, 404],
    code: /^model_not_found$/,
    says: /\bnot a valid model\b|\bmodel\b.{0,80}\b(?:does not exist|not found)\b/i,
  },
  {
    kind: 'bad-key',
    what: '',
    statuses: [400],
    says: /\bapi key\b.{0,40}\b(?:not valid|invalid|expired)\b/i,
  },
];

const toNamedProblem = (status: number, { type, code, message }: WireError): Problem | undefined => {
  const named = NAMED.find(
    (row) =>
      row.statuses.includes(status) &&
      (row.code?.test(code ?? '') || row.code?.test(type ?? '') || row.says.test(message)),
  );
  if (named) return makeProblem(named.kind, `${status}${named.what}${quote(message)}`);
  if (status === 404 && /\burl\b/i.test(message) && !/\bmodel\b/i.test(message)) {
    return makeProblem('wrong-url', `404${quote(message)}`);
  }
  return undefined;
};

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
  // The wait would be hours.
  if (isOfDay(error.message)) {
    const unit = limit === undefined ? '' : ` of ${toNumberText(limit)} ${what}`;
    return makeProblem('daily-quota', `429: the daily limit${unit} is reached`);
  }
  const retryAfterMs = headerMs ?? readAskedMs(error.message);
  const reached =
    limit === undefined ? `the limit is reached${quote(error.message)}` : `${limitText} reached`;
  return makeProblem('rate-limited', `429: ${reached}${toAskText(retryAfterMs)}`, wait(retryAfterMs));
};
