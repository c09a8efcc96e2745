import type { Allowance } from '../contract.ts';

/** A header's whole or broken number, if it is one and not negative. */
export const readNumber = (headers: Headers, name: string): number | undefined => {
  const text = headers.get(name)?.trim();
  if (text === undefined || !/^\d+(\.\d+)?$/.test(text)) return undefined;
  return Number(text);
};

/** Milliseconds from now to an RFC 3339 moment or an HTTP date; a moment that is past is 0. */
export const parseMomentMs = (text: string, nowMs: number): number | undefined => {
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - nowMs);
};

/**
 * How long a reply asks to wait: `retry-after-ms` before `retry-after`, which holds seconds or an HTTP date
 * (RFC 9110; the order is that of the OpenAI SDK 7.57.0).
 */
export const readRetryAfterMs = (headers: Headers, nowMs: number): number | undefined => {
  const ms = readNumber(headers, 'retry-after-ms');
  if (ms !== undefined) return ms;
  const seconds = readNumber(headers, 'retry-after');
  if (seconds !== undefined) return seconds * 1000;
  const text = headers.get('retry-after');
  // A bare number that is not a number of seconds (`-1`) would be read as a year.
  return text === null || /^[-+\d.\s]*$/.test(text) ? undefined : parseMomentMs(text, nowMs);
};

/** Makes an allowance out of what headers hold; without a limit there is none. */
export const makeAllowance = (
  limit: number | undefined,
  remaining: number | undefined,
  resetMs: number | undefined,
): Allowance | undefined =>
  limit === undefined || limit === 0
    ? undefined
    : { limit, ...(remaining !== undefined && { remaining }), ...(resetMs !== undefined && { resetMs }) };
