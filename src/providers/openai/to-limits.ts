import type { Allowance, Limits } from '../contract.ts';
import { parseDurationMs } from '../wire/duration.ts';
import { makeAllowance, readNumber } from '../wire/headers.ts';
import type { Exchange } from '../wire/post.ts';
import { readError } from './error-body.ts';
import { readLimitText } from './limit-text.ts';

/** What a reply tells of limits: its headers, and where they say nothing, the words of a refusal. */
export const toLimits = ({ status, headers, body }: Exchange): Limits => {
  const told = readHeaders(headers);
  if (status !== 429 || told.requests || told.tokens) return told;
  return readLimitText(readError(body)?.message ?? '');
};

/**
 * Reads `x-ratelimit-{limit,remaining,reset}-*`; resets are Go durations (OpenAI rate limits guide, 2026-07-15).
 * Where a project has a limit of its own, the smaller one counts.
 */
const readHeaders = (headers: Headers): Limits => {
  const requests = readAllowance(headers, 'requests');
  const tokens = pickSmaller(readAllowance(headers, 'tokens'), readAllowance(headers, 'project-tokens'));
  return { ...(requests && { requests }), ...(tokens && { tokens }) };
};

const readAllowance = (headers: Headers, what: string): Allowance | undefined =>
  makeAllowance(
    readNumber(headers, `x-ratelimit-limit-${what}`),
    readNumber(headers, `x-ratelimit-remaining-${what}`),
    parseDurationMs(headers.get(`x-ratelimit-reset-${what}`) ?? ''),
  );

const pickSmaller = (one: Allowance | undefined, other: Allowance | undefined): Allowance | undefined =>
  one && other && other.limit < one.limit ? other : (one ?? other);
