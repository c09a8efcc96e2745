import type { ProviderName } from '../../providers/index.ts';
import type { Refusal } from '../wires/refusal.ts';
import { Bucket } from './bucket.ts';
import { findLimits, type LimitRule } from './limit-rule.ts';
import type { LimitState } from './limit-state.ts';

/** What a request costs of a limit. */
export interface Load {
  readonly provider: ProviderName;
  readonly model: string;
  /** Tokens that are charged when the request is let in. */
  readonly tokens: number;
}

/** How much of a model's limits was granted since the start. */
export interface Granted {
  readonly provider: ProviderName;
  readonly model: string;
  readonly requests: number;
  readonly tokens: number;
}

interface Gauges {
  readonly requests: Bucket | undefined;
  readonly tokens: Bucket | undefined;
  readonly outputTokens: Bucket | undefined;
  granted: Granted;
}

/** Keeps requests and tokens per minute, for each wire and model apart. */
export class Limiter {
  readonly #rules: readonly LimitRule[];
  readonly #gauges = new Map<string, Gauges>();

  constructor(rules: readonly LimitRule[]) {
    this.#rules = rules;
  }

  /** Lets a request in and charges it, or says why not. */
  admit(load: Load, nowMs: number): Refusal | undefined {
    const gauges = this.#find(load, nowMs);
    const refusal = findTooLarge(gauges, load) ?? findFull(gauges, load, nowMs);
    if (refusal === undefined) {
      gauges.requests?.take(1, nowMs);
      gauges.tokens?.take(load.tokens, nowMs);
      const { granted } = gauges;
      gauges.granted = { ...granted, requests: granted.requests + 1, tokens: granted.tokens + load.tokens };
    }
    return refusal;
  }

  /** Charges the output of an answer; only the Anthropic wire limits it. */
  chargeOutput(load: Load, tokens: number, nowMs: number): void {
    this.#find(load, nowMs).outputTokens?.take(tokens, nowMs);
  }

  /** What is left now. */
  readState(load: Load, nowMs: number): LimitState {
    const { requests, tokens, outputTokens } = this.#find(load, nowMs);
    return {
      ...(requests && { requests: requests.toLevel(nowMs) }),
      ...(tokens && { tokens: tokens.toLevel(nowMs) }),
      ...(outputTokens && { outputTokens: outputTokens.toLevel(nowMs) }),
    };
  }

  /** What was let in, for each model that was asked for. */
  get granted(): readonly Granted[] {
    return [...this.#gauges.values()].map(({ granted }) => granted);
  }

  /** Starts anew, with everything saved up. */
  reset(): void {
    this.#gauges.clear();
  }

  #find({ provider, model }: Load, nowMs: number): Gauges {
    const key = `${provider}/${model}`;
    const known = this.#gauges.get(key);
    if (known !== undefined) return known;
    const limits = findLimits(this.#rules, provider, model);
    const open = (limit: number | undefined): Bucket | undefined =>
      limit === undefined ? undefined : new Bucket(limit, limits.burstMinutes ?? 0.1, nowMs);
    const gauges = {
      requests: open(limits.requestsPerMinute),
      tokens: open(limits.tokensPerMinute),
      outputTokens: provider === 'anthropic' ? open(limits.outputTokensPerMinute) : undefined,
      granted: { provider, model, requests: 0, tokens: 0 },
    };
    this.#gauges.set(key, gauges);
    return gauges;
  }
}

const findTooLarge = ({ tokens }: Gauges, load: Load): Refusal | undefined =>
  tokens !== undefined && load.tokens > tokens.limit
    ? { kind: 'too-large', limit: tokens.limit, requested: load.tokens }
    : undefined;

const findFull = (
  { requests, tokens, outputTokens }: Gauges,
  load: Load,
  nowMs: number,
): Refusal | undefined => {
  const asked = [
    ['requests', requests, 1],
    [load.provider === 'openai' ? 'tokens' : 'input-tokens', tokens, load.tokens],
    ['output-tokens', outputTokens, 1],
  ] as const;
  for (const [what, bucket, requested] of asked) {
    if (bucket === undefined || bucket.measureWaitMs(requested, nowMs) === 0) continue;
    // On the OpenAI wire a refused request counts against the requests per minute too (rate limits page, 2026-07-15).
    if (load.provider === 'openai') requests?.takeUpTo(1, nowMs);
    const used = bucket.limit - bucket.toLevel(nowMs).remaining;
    return {
      kind: 'rate-limited',
      what,
      limit: bucket.limit,
      used,
      requested,
      waitMs: bucket.measureWaitMs(requested, nowMs),
    };
  }
  return undefined;
};
