import type { Allowance, Limits } from '../contract.ts';
import { readRetryAfterMs } from '../wire/headers.ts';
import type { Exchange } from '../wire/post.ts';
import { findRetryDelayMs, isOfDay, listViolations, readError, type Violation } from './error-body.ts';

/**
 * Reads the limits that a 429 tells; no header tells any. It names each quota of the minute that was passed:
 * `GenerateContentInputTokensPerModelPerMinute-FreeTier` with `quotaValue` `"250000"`,
 * `GenerateRequestsPerMinutePerProjectPerModel` (bodies in public reports, 2025 and 2026; some leave the value out).
 * Beside a quota of the day the others do not matter.
 */
export const toLimits = ({ status, headers, body }: Exchange, nowMs: number): Limits => {
  const error = status === 429 ? readError(body) : undefined;
  const violations = error ? listViolations(error) : [];
  if (error === undefined || violations.some(isOfDay)) return {};
  const waitMs = findRetryDelayMs(error) ?? readRetryAfterMs(headers, nowMs);
  const limits: { -readonly [Key in keyof Limits]: Allowance } = {};
  for (const violation of violations) {
    const key = toKey(violation);
    const limit = Number(violation.quotaValue ?? Number.NaN);
    if (key === undefined || !(limit > 0) || limit === Number.POSITIVE_INFINITY) continue;
    if (limit < (limits[key]?.limit ?? Number.POSITIVE_INFINITY)) {
      limits[key] = { limit, refusal: waitMs === undefined ? {} : { waitMs } };
    }
  }
  return limits;
};

/** What a quota of the minute counts; undefined for any other quota. */
const toKey = ({ quotaId = '' }: Violation): keyof Limits | undefined => {
  if (!quotaId.includes('PerMinute')) return undefined;
  if (/input_?tokens?/i.test(quotaId)) return 'inputTokens';
  if (/output_?tokens?/i.test(quotaId)) return 'outputTokens';
  if (/tokens?/i.test(quotaId)) return 'tokens';
  return /requests?/i.test(quotaId) ? 'requests' : undefined;
};
