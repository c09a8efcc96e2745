import type { Allowance, Limits } from '../contract.ts';
import { makeAllowance, parseMomentMs, readNumber } from '../wire/headers.ts';

/** Reads `anthropic-ratelimit-*`; resets are RFC 3339 moments (Claude API docs, 2026-08-22). */
export const toLimits = (headers: Headers, nowMs: number): Limits => {
  const read = (what: string): Allowance | undefined =>
    makeAllowance(
      readNumber(headers, `anthropic-ratelimit-${what}-limit`),
      readNumber(headers, `anthropic-ratelimit-${what}-remaining`),
      parseMomentMs(headers.get(`anthropic-ratelimit-${what}-reset`) ?? '', nowMs),
    );
  const [requests, tokens] = [read('requests'), read('tokens')];
  const [inputTokens, outputTokens] = [read('input-tokens'), read('output-tokens')];
  return {
    ...(requests && { requests }),
    ...(tokens && { tokens }),
    ...(inputTokens && { inputTokens }),
    ...(outputTokens && { outputTokens }),
  };
};
