import type { LimitRule } from './limits/limit-rule.ts';
import type { Profile } from './profile.ts';

/** A profile with a line for `--help`. */
interface NamedProfile {
  readonly summary: string;
  readonly profile: Profile;
}

/** The name of a profile that ships. */
export type ProfileName =
  | 'calm'
  | 'realistic'
  | 'storm'
  | 'throttled'
  | 'flaky-network'
  | 'broke'
  | 'retired';

const CALM: Profile = {
  latencyMs: 20,
  latencySpread: 0,
  slowBody: { chunks: 8, pauseMs: 250 },
  limits: [],
  faults: [],
  judgeSensitivity: 1,
  judgeSpecificity: 1,
  patternsLeftOut: 0,
};

/**
 * Limits in the order of the lowest paid tiers, to rehearse with. They are round figures from public reports of 2025 and
 * 2026, not the providers' word: what counts for a real account stands in its console and in the headers of its replies.
 */
const LOWEST_PAID_TIER: readonly LimitRule[] = [
  { provider: 'openai', model: 'gpt-4o-mini', requestsPerMinute: 500, tokensPerMinute: 200_000 },
  { provider: 'openai', model: 'gpt-4o', requestsPerMinute: 500, tokensPerMinute: 30_000 },
  { provider: 'openai', requestsPerMinute: 500, tokensPerMinute: 200_000 },
  { provider: 'gemini', model: 'gemini-2.5-pro', requestsPerMinute: 150, tokensPerMinute: 2_000_000 },
  { provider: 'gemini', requestsPerMinute: 1000, tokensPerMinute: 1_000_000 },
  {
    provider: 'anthropic',
    requestsPerMinute: 1000,
    tokensPerMinute: 500_000,
    outputTokensPerMinute: 100_000,
  },
];

/** The profiles that `--profile` knows. */
export const PROFILES: Readonly<Record<ProfileName, NamedProfile>> = {
  calm: { summary: '20 ms, no limits, no faults', profile: CALM },
  realistic: {
    summary: '400 ms with spread, the limits of the lowest paid tiers, 1 % of 429 and 500',
    profile: {
      ...CALM,
      latencyMs: 400,
      latencySpread: 0.4,
      limits: LOWEST_PAID_TIER,
      faults: [
        { kind: '429', probability: 0.005 },
        { kind: '500', probability: 0.005 },
      ],
    },
  },
  storm: {
    summary: 'one request in five fails, in many ways',
    profile: {
      ...CALM,
      latencySpread: 0.5,
      faults: [
        { kind: '429', probability: 0.04 },
        { kind: '500', probability: 0.03 },
        { kind: '503', probability: 0.03 },
        { kind: 'reset', probability: 0.02 },
        { kind: 'reset-in-body', probability: 0.01 },
        { kind: 'truncated', probability: 0.02 },
        { kind: 'invalid-json', probability: 0.02 },
        { kind: 'wrong-schema', probability: 0.01 },
        { kind: 'wrong-exchanges', probability: 0.01 },
        { kind: 'empty', probability: 0.01 },
      ],
    },
  },
  throttled: {
    summary: '60 requests and 200,000 tokens a minute',
    profile: {
      ...CALM,
      limits: [{ requestsPerMinute: 60, tokensPerMinute: 200_000, outputTokensPerMinute: 100_000 }],
    },
  },
  'flaky-network': {
    summary: 'resets, hangs and slow bodies',
    profile: {
      ...CALM,
      latencySpread: 0.8,
      faults: [
        { kind: 'reset', probability: 0.05 },
        { kind: 'reset-in-body', probability: 0.03 },
        { kind: 'slow-body', probability: 0.05 },
        { kind: 'hang', probability: 0.01 },
        { kind: 'html', probability: 0.01 },
      ],
    },
  },
  broke: {
    summary: 'the credit ends after 20 requests',
    profile: { ...CALM, faults: [{ kind: 'no-credit', from: 21 }] },
  },
  retired: {
    summary: 'every model has been shut down',
    profile: { ...CALM, faults: [{ kind: 'retired-model', from: 1 }] },
  },
};
