import type { Stamp } from '../ask.ts';
import type { JsonObject } from '../json.ts';
import type { LimitKind, Refusal } from '../refusal.ts';
import type { WireError } from '../wire.ts';

/** Anthropic's error for a refusal (errors and rate limits pages, 2026-08-22). */
export const writeError = (
  refusal: Refusal,
  { model, stamp }: { model: string; stamp: Stamp },
): WireError => {
  const error = (
    status: number,
    type: string,
    message: string,
    { details, headers = {} }: { details?: JsonObject; headers?: Record<string, string> } = {},
  ): WireError => ({
    status,
    body: {
      type: 'error',
      error: { type, message, ...(details && { details }) },
      request_id: toRequestId(stamp),
    },
    headers,
  });
  switch (refusal.kind) {
    case 'bad-request':
      return error(400, 'invalid_request_error', refusal.message);
    case 'missing-key':
      return error(401, 'authentication_error', 'x-api-key header is required');
    case 'bad-key':
      return error(401, 'authentication_error', 'invalid x-api-key');
    case 'unknown-path':
      return error(404, 'not_found_error', 'Not found');
    case 'unknown-model':
    case 'retired-model':
      return error(404, 'not_found_error', `model: ${model}`);
    case 'body-too-large':
      return error(413, 'request_too_large', 'Request exceeds the maximum size');
    case 'no-credit':
      return error(400, 'invalid_request_error', NO_CREDIT);
    case 'daily-quota':
      return error(429, 'rate_limit_error', SPENT, {
        details: { error_code: 'enforced_spend_limit_reached' },
      });
    case 'server-error':
      return error(500, 'api_error', 'Internal server error');
    case 'overloaded':
      return error(529, 'overloaded_error', 'Overloaded');
    case 'rate-limited':
      return error(429, 'rate_limit_error', toLimitMessage(refusal.what, refusal.limit), {
        headers: { 'retry-after': String(Math.max(1, Math.ceil(refusal.waitMs / 1000))) },
      });
    case 'busy':
      return error(429, 'rate_limit_error', 'Rate limited. Please try again later.', {
        headers: { 'retry-after': String(Math.max(1, Math.ceil(refusal.waitMs / 1000))) },
      });
    case 'too-large':
      return error(429, 'rate_limit_error', toLimitMessage('input-tokens', refusal.limit), {
        headers: { 'retry-after': '60' },
      });
  }
};

/** The id under which Anthropic's support desk finds an exchange. */
export const toRequestId = (stamp: Stamp): string => `req_${stamp.id.slice(0, 24)}`;

const NO_CREDIT =
  'Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits.';

/** A month's spending cap has no `retry-after`: waiting does not help. */
const SPENT =
  'You have reached your monthly usage limit. You will regain access on the first day of next month at 00:00 UTC.';

const toLimitMessage = (what: LimitKind, limit: number): string =>
  `This request would exceed your organization's rate limit of ${limit.toLocaleString('en-US')} ${UNITS[what]} per minute. For details, refer to: https://docs.claude.com/en/api/rate-limits.`;

const UNITS: Readonly<Record<LimitKind, string>> = {
  requests: 'requests',
  tokens: 'input tokens',
  'input-tokens': 'input tokens',
  'output-tokens': 'output tokens',
};
