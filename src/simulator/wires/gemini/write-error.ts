import type { JsonObject } from '../json.ts';
import type { LimitKind, Refusal } from '../refusal.ts';
import type { WireError } from '../wire.ts';

/**
 * A google.rpc.Status for a refusal. Shapes: google/rpc protos (2026-08-22) and bodies seen in public reports
 * (2026). A bad key is 400 with the reason `API_KEY_INVALID`, not 401.
 */
export const writeError = (refusal: Refusal, { model }: { model: string }): WireError => {
  switch (refusal.kind) {
    case 'bad-request':
      return error(400, 'INVALID_ARGUMENT', refusal.message);
    case 'missing-key':
      return error(
        403,
        'PERMISSION_DENIED',
        "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.",
      );
    case 'bad-key':
      return error(400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', [BAD_KEY]);
    case 'unknown-path':
      return error(404, 'NOT_FOUND', 'Requested entity was not found.');
    case 'unknown-model':
      return error(
        404,
        'NOT_FOUND',
        `models/${model} is not found for API version v1beta, or is not supported for generateContent. Call ListModels to see the list of available models and their supported methods.`,
      );
    case 'retired-model':
      return error(
        404,
        'NOT_FOUND',
        `This model models/${model} is no longer available to new users. Please update your code to use a newer model for the latest features and improvements.`,
      );
    case 'body-too-large':
      return error(413, 'INVALID_ARGUMENT', 'Request payload size exceeds the limit.');
    case 'no-credit':
      return error(429, 'RESOURCE_EXHAUSTED', NO_CREDIT);
    case 'server-error':
      return error(500, 'INTERNAL', 'An internal error has occurred. Please retry.');
    case 'overloaded':
      return error(503, 'UNAVAILABLE', 'The model is overloaded. Please try again later.');
    case 'daily-quota':
      return writeQuota(PER_DAY, { model, limit: 20, waitMs: 38_000 });
    case 'rate-limited':
      return writeQuota(toQuota(refusal.what), { model, limit: refusal.limit, waitMs: refusal.waitMs });
    case 'busy':
      return error(429, 'RESOURCE_EXHAUSTED', 'Resource has been exhausted (e.g. check quota).', [
        { '@type': RETRY_INFO, retryDelay: `${Math.ceil(refusal.waitMs) / 1000}s` },
      ]);
    case 'too-large':
      return writeQuota(toQuota('tokens'), { model, limit: refusal.limit, waitMs: 60_000 });
  }
};

const RETRY_INFO = 'type.googleapis.com/google.rpc.RetryInfo';

const NO_CREDIT =
  'Your prepayment credits are depleted. Please go to AI Studio at https://ai.studio/projects to manage your project and billing.';

const BAD_KEY: JsonObject = {
  '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
  reason: 'API_KEY_INVALID',
  domain: 'googleapis.com',
  metadata: { service: 'generativelanguage.googleapis.com' },
};

/** A quota by the names under which Google tells it. */
interface Quota {
  readonly metric: string;
  readonly id: string;
}

const PER_DAY: Quota = {
  metric: 'generativelanguage.googleapis.com/generate_content_free_tier_requests',
  id: 'GenerateRequestsPerDayPerProjectPerModel-FreeTier',
};

const toQuota = (what: LimitKind): Quota =>
  what === 'requests'
    ? {
        metric: 'generativelanguage.googleapis.com/generate_requests_per_model',
        id: 'GenerateRequestsPerMinutePerProjectPerModel',
      }
    : {
        metric: 'generativelanguage.googleapis.com/generate_content_paid_tier_input_token_count',
        id: 'GenerateContentPaidTierInputTokensPerModelPerMinute',
      };

const writeQuota = (
  quota: Quota,
  { model, limit, waitMs }: { model: string; limit: number; waitMs: number },
): WireError => {
  const ms = Math.max(1, Math.ceil(waitMs));
  return error(
    429,
    'RESOURCE_EXHAUSTED',
    `You exceeded your current quota, please check your plan and billing details. For more information on this error, head to: ${QUOTA_PAGE}. \n* Quota exceeded for metric: ${quota.metric}, limit: ${limit}, model: ${model}\nPlease retry in ${ms / 1000}s.`,
    [
      {
        '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
        violations: [
          {
            quotaMetric: quota.metric,
            quotaId: quota.id,
            quotaDimensions: { location: 'global', model },
            quotaValue: String(limit),
          },
        ],
      },
      {
        '@type': 'type.googleapis.com/google.rpc.Help',
        links: [{ description: 'Learn more about Gemini API quotas', url: QUOTA_PAGE }],
      },
      // Whole seconds, and never more than the message says: 38.43 s are told as 38s (bodies in public reports, 2026).
      { '@type': RETRY_INFO, retryDelay: `${Math.floor(ms / 1000)}s` },
    ],
  );
};

const QUOTA_PAGE = 'https://ai.google.dev/gemini-api/docs/rate-limits';

const error = (
  code: number,
  status: string,
  message: string,
  details: readonly JsonObject[] = [],
): WireError => ({
  status: code,
  body: { error: { code, message, status, ...(details.length > 0 && { details }) } },
});
