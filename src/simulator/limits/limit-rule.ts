import type { ProviderName } from '../../providers/index.ts';

/** Limits per minute. What is left out is not limited. */
export interface RateLimits {
  readonly requestsPerMinute?: number;
  /** OpenAI: the larger of prompt and room for the answer. Gemini: input. Anthropic: input that is not cached. */
  readonly tokensPerMinute?: number;
  /** Only on the Anthropic wire. */
  readonly outputTokensPerMinute?: number;
  /** How many minutes' worth may be taken at once; a tenth unless told, and always at least one request. */
  readonly burstMinutes?: number;
}

/** Limits for some models; each model has its own count. */
export interface LimitRule extends RateLimits {
  readonly provider?: ProviderName;
  /** How the model's name starts. */
  readonly model?: string;
}

/** The limits of a model: those of the first rule that speaks of it. */
export const findLimits = (rules: readonly LimitRule[], provider: ProviderName, model: string): RateLimits =>
  rules.find(
    (rule) =>
      (rule.provider ?? provider) === provider && (rule.model === undefined || model.startsWith(rule.model)),
  ) ?? {};
