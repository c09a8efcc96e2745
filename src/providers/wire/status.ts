import type { Problem, ProblemKind } from '../contract.ts';
import { nameBody } from './json-body.ts';
import { makeProblem, quote, toAskText } from './problem.ts';

/** What a status means where the body says nothing better. Statuses that are not here follow their hundred. */
const KINDS: ReadonlyMap<number, ProblemKind> = new Map([
  [401, 'bad-key'],
  [402, 'no-credit'],
  [403, 'forbidden'],
  [404, 'unknown-model'],
  [408, 'server-error'],
  [409, 'server-error'],
  [413, 'too-large'],
  [429, 'rate-limited'],
  [499, 'server-error'],
  [503, 'overloaded'],
  [529, 'overloaded'],
]);

/** Makes the problem of a status that comes with the provider's own error. */
export const toStatusProblem = (
  status: number,
  said: string | undefined,
  retryAfterMs: number | undefined,
): Problem => {
  const kind = KINDS.get(status) ?? (status >= 500 ? 'server-error' : 'bad-request');
  return makeProblem(kind, `${status}${quote(said)}${toAskText(retryAfterMs)}`, wait(retryAfterMs));
};

/**
 * Makes the problem of a status whose body is not the provider's own error: somebody else answered.
 *
 * Faults of a server and limits pass (a gateway's 502 page), so they keep their meaning. Everything else says that
 * the address is wrong or that something stands in between, and stays so.
 */
export const toForeignProblem = (status: number, body: string, retryAfterMs: number | undefined): Problem => {
  if (status === 429 || status === 408 || status >= 500) {
    const kind = KINDS.get(status) ?? 'server-error';
    return makeProblem(
      kind,
      `${status} with ${nameBody(body)}${toAskText(retryAfterMs)}`,
      wait(retryAfterMs),
    );
  }
  const what = status >= 300 && status < 400 ? 'a redirect' : nameBody(body);
  return makeProblem(
    'wrong-url',
    `${status} with ${what}, not the provider's answer: is the base URL right, or is a proxy in between?`,
  );
};

/** The field that carries a wait, when there is one. */
export const wait = (retryAfterMs: number | undefined): Pick<Problem, 'retryAfterMs'> =>
  retryAfterMs === undefined ? {} : { retryAfterMs };
