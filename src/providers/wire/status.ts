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

/** How errors name themselves, and the status that each of these stands for: types of OpenAI and Anthropic, gRPC codes. */
const STATUS_OF_WORDS: readonly (readonly [words: RegExp, status: number])[] = [
  [/insufficient_quota|credit|billing|payment/i, 402],
  [/rate_?limit|too_many|resource_exhausted|^tokens$|^requests$/i, 429],
  [/overloaded|unavailable/i, 503],
  [/timeout|deadline/i, 504],
  [/authentication|unauthorized|unauthenticated|invalid_api_key/i, 401],
  [/permission|forbidden/i, 403],
  [/not_?found/i, 404],
  [/too_large/i, 413],
  [/invalid|bad_?request|failed_precondition|out_of_range/i, 400],
];

/** The status that an error stands for which came with status 200: its own number, else what its type says. */
export const toErrorStatus = (...names: readonly (string | number | null | undefined)[]): number => {
  const numbers = names.map(Number).filter((number) => number >= 400 && number <= 599);
  if (numbers[0] !== undefined) return numbers[0];
  const found = STATUS_OF_WORDS.find(([words]) => names.some((name) => words.test(String(name ?? ''))));
  return found?.[1] ?? 500;
};

/** Kinds on which waiting or asking again is the rule. */
const PASSING: ReadonlySet<ProblemKind> = new Set(['rate-limited', 'overloaded', 'server-error']);

/**
 * Heeds `x-should-retry`, by which a provider overrules its own statuses (OpenAI SDK 7.57.0, Anthropic SDK 1.12.0). A
 * wait that is named beside a `false` counts for more.
 */
export const heedAdvice = (problem: Problem, headers: Headers): Problem => {
  const advice = headers.get('x-should-retry');
  if (advice === 'true' && problem.kind === 'bad-request') return { ...problem, kind: 'server-error' };
  if (advice !== 'false' || !PASSING.has(problem.kind) || problem.retryAfterMs !== undefined) return problem;
  return makeProblem('bad-request', `${problem.message}; the provider says that asking again will not help`);
};

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
 * the address is wrong or that something stands in between, and stays so; but an answer with 200 may be garbled for once,
 * and may have been billed.
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
    status >= 200 && status < 300 ? 'foreign-body' : 'wrong-url',
    `${status} with ${what}, not the provider's answer: is the base URL right, or is a proxy in between?`,
  );
};

/** The field that carries a wait, when there is one. */
export const wait = (retryAfterMs: number | undefined): Pick<Problem, 'retryAfterMs'> =>
  retryAfterMs === undefined ? {} : { retryAfterMs };
