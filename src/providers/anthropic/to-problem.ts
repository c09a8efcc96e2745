import type { Problem } from '../contract.ts';
import { readNumber, readRetryAfterMs } from '../wire/headers.ts';
import type { Exchange } from '../wire/post.ts';
import { makeProblem, quote, toAskText, toNumberText } from '../wire/problem.ts';
import { toForeignProblem, toStatusProblem, wait } from '../wire/status.ts';
import { readError } from './error-body.ts';

/** How a 400 speaks of money: a spend limit of one's own, or no credit (Claude API docs, 2026-08-22; observed 2026). */
const NO_CREDIT = /specified API usage limits|credit balance is too low/i;

/** How a 400 speaks of a request that does not fit the context (observed 2026). */
const TOO_LONG = /prompt is too long|exceed context limit/i;

/** Makes the problem of an answer whose status is not 200. */
export const toProblem = ({ status, headers, body }: Exchange, nowMs: number): Problem => {
  const retryAfterMs = readRetryAfterMs(headers, nowMs);
  const error = readError(body);
  if (error === undefined || status < 400) return toForeignProblem(status, body, retryAfterMs);
  // The month's cap comes as a 429 like any other, and no wait of minutes helps.
  if (error.details?.error_code === 'enforced_spend_limit_reached') {
    return makeProblem('no-credit', `${status}: the month's spend limit is reached${quote(error.message)}`);
  }
  if (status === 402 || (status === 400 && NO_CREDIT.test(error.message))) {
    return makeProblem('no-credit', `${status}: no credit left${quote(error.message)}`);
  }
  if (status === 429) {
    const what = nameLimit(headers) ?? `the limit is reached${quote(error.message)}`;
    return makeProblem('rate-limited', `429: ${what}${toAskText(retryAfterMs)}`, wait(retryAfterMs));
  }
  if (status === 400 && TOO_LONG.test(error.message)) {
    return makeProblem('too-large', `400: longer than the model's context${quote(error.message)}`);
  }
  if (status === 400 && /blocked by content filtering/i.test(error.message)) {
    return makeProblem('blocked', `400: the provider blocked the answer${quote(error.message)}`);
  }
  return toStatusProblem(status, error.message, retryAfterMs);
};

/** The limit of which nothing remains, by the headers of the reply. */
const nameLimit = (headers: Headers): string | undefined => {
  for (const what of ['requests', 'input-tokens', 'output-tokens', 'tokens']) {
    const limit = readNumber(headers, `anthropic-ratelimit-${what}-limit`);
    if (limit !== undefined && readNumber(headers, `anthropic-ratelimit-${what}-remaining`) === 0) {
      return `${toNumberText(limit)} ${what.replace('-', ' ')} a minute reached`;
    }
  }
  return undefined;
};
