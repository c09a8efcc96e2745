import type { Attributes } from '@opentelemetry/api';
import type { ProviderName, Usage } from '../../providers/index.ts';
import type { StartedRun } from '../events.ts';

/**
 * Names of the OpenTelemetry semantic conventions for generative AI (status: development), as of
 * opentelemetry.io/docs/specs/semconv/gen-ai and the repository open-telemetry/semantic-conventions-genai, 2026-11.
 */
export const OPERATION = 'chat';

/** `gen_ai.provider.name`: the well-known values. Gemini is that of generativelanguage.googleapis.com. */
const PROVIDERS: Readonly<Record<ProviderName, string>> = {
  openai: 'openai',
  gemini: 'gcp.gemini',
  anthropic: 'anthropic',
};

/** The bucket boundaries that the conventions recommend, in seconds. */
export const DURATION_BUCKETS = [
  0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92,
];
/** The same, in tokens. */
export const TOKEN_BUCKETS = [
  1, 4, 16, 64, 256, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864,
];

/** What every span and metric of a run bears. */
export const toCommonAttributes = ({ provider, model, isSimulated, settings }: StartedRun): Attributes => ({
  'gen_ai.operation.name': OPERATION,
  'gen_ai.provider.name': PROVIDERS[provider],
  'gen_ai.request.model': model,
  ...toServer(settings.baseUrl),
  ...(isSimulated && { 'idiolect.simulated': true }),
});

/** The simulator's name is no address, and its port means nothing to anybody. */
const toServer = (baseUrl: string): Attributes => {
  if (!/^https?:/.test(baseUrl) || !URL.canParse(baseUrl)) return {};
  const { hostname, port, protocol } = new URL(baseUrl);
  return {
    'server.address': hostname,
    'server.port': port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port),
  };
};

/** Tokens as billed; input and output are totals of which the others are parts. */
export const toUsageAttributes = (usage: Usage): Attributes => ({
  'gen_ai.usage.input_tokens': usage.inputTokens,
  'gen_ai.usage.output_tokens': usage.outputTokens,
  'gen_ai.usage.cache_read.input_tokens': usage.cachedInputTokens,
  'gen_ai.usage.cache_creation.input_tokens': usage.cacheWriteTokens,
  'gen_ai.usage.reasoning.output_tokens': usage.thinkingTokens,
});
