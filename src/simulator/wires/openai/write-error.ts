import type { JsonObject } from '../json.ts';
import type { Refusal } from '../refusal.ts';
import type { WireError } from '../wire.ts';
import { toGoDuration } from './go-duration.ts';

/**
 * OpenAI's error for a refusal. Shapes: OpenAI API spec (2026-08-21), error codes page (2026-07-15); the words of
 * the 429s as seen in public reports (2026). No key is ever echoed, not even masked.
 */
export const writeError = (refusal: Refusal, { model, path }: { model: string; path: string }): WireError => {
  switch (refusal.kind) {
    case 'bad-request':
      return error(400, refusal.message, { param: refusal.param, code: refusal.code });
    case 'missing-key':
      return error(
        401,
        "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY).",
      );
    case 'bad-key':
      return error(
        401,
        'Incorrect API key provided. You can find your API key at https://platform.openai.com/account/api-keys.',
        {
          code: 'invalid_api_key',
        },
      );
    case 'unknown-path':
      return error(404, `Invalid URL (${refusal.method} ${path})`);
    case 'unknown-model':
      return error(404, `The model \`${model}\` does not exist or you do not have access to it.`, {
        code: 'model_not_found',
      });
    case 'retired-model':
      return error(
        404,
        `The model \`${model}\` has been deprecated, learn more here: https://platform.openai.com/docs/deprecations`,
        { code: 'model_not_found' },
      );
    case 'body-too-large':
      return error(413, 'The request body is too large.');
    default:
      return writeServingError(refusal, model);
  }
};

type ServingRefusal = Extract<
  Refusal,
  {
    kind: 'rate-limited' | 'busy' | 'too-large' | 'daily-quota' | 'no-credit' | 'server-error' | 'overloaded';
  }
>;

/** The errors of a server that understood the request and does not serve it now. */
const writeServingError = (refusal: ServingRefusal, model: string): WireError => {
  switch (refusal.kind) {
    case 'rate-limited':
      return writeRateLimit(refusal, model);
    case 'busy':
      return withWait(
        error(429, `Rate limit reached. Please try again in ${toGoDuration(refusal.waitMs)}.`, {
          type: 'requests',
          code: 'rate_limit_exceeded',
        }),
        refusal.waitMs,
      );
    case 'too-large':
      return error(
        429,
        `Request too large for ${model} in organization org-simulator on tokens per min (TPM): Limit ${refusal.limit}, Requested ${refusal.requested}. The input or output tokens must be reduced in order to run successfully. ${LIMITS_PAGE}`,
        { type: 'tokens', code: 'rate_limit_exceeded' },
      );
    case 'daily-quota':
      return error(
        429,
        `Rate limit reached for ${model} in organization org-simulator on requests per day (RPD): Limit 200, Used 200, Requested 1. Please try again in 7m12s. ${LIMITS_PAGE}`,
        { type: 'requests', code: 'rate_limit_exceeded' },
      );
    case 'no-credit':
      return error(
        429,
        'You have no credits remaining. Add credits at https://platform.openai.com/settings/organization/billing to continue.',
        { type: 'insufficient_quota', code: 'credit_balance_exhausted' },
      );
    case 'server-error':
      return error(500, 'The server had an error while processing your request. Sorry about that!', {
        type: 'server_error',
      });
    case 'overloaded':
      return error(503, 'The engine is currently overloaded, please try again later.', {
        type: 'server_error',
      });
  }
};

const LIMITS_PAGE = 'Visit https://platform.openai.com/account/rate-limits to learn more.';

const writeRateLimit = (refusal: Extract<Refusal, { kind: 'rate-limited' }>, model: string): WireError => {
  const isRequests = refusal.what === 'requests';
  const unit = isRequests ? 'requests per min (RPM)' : 'tokens per min (TPM)';
  const written = error(
    429,
    `Rate limit reached for ${model} in organization org-simulator on ${unit}: Limit ${refusal.limit}, Used ${refusal.used}, Requested ${refusal.requested}. Please try again in ${toGoDuration(refusal.waitMs)}. ${LIMITS_PAGE}`,
    { type: isRequests ? 'requests' : 'tokens', code: 'rate_limit_exceeded' },
  );
  return withWait(written, refusal.waitMs);
};

const withWait = (written: WireError, waitMs: number): WireError => ({
  ...written,
  headers: {
    ...written.headers,
    'retry-after-ms': String(Math.ceil(waitMs)),
    'retry-after': String(Math.ceil(waitMs / 1000)),
  },
});

const error = (
  status: number,
  message: string,
  {
    type = 'invalid_request_error',
    param,
    code,
  }: { type?: string; param?: string | undefined; code?: string | undefined } = {},
): WireError => {
  const body: JsonObject = { error: { message, type, param: param ?? null, code: code ?? null } };
  return { status, body };
};
