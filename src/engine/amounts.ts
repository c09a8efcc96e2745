import type { Limits } from '../providers/index.ts';

/** What a limit may count. */
export type Unit = keyof Limits;

/** What a send counts, or many together, by what may be counted. */
export type Amounts = Readonly<Record<Unit, number>>;

/** What a call is expected to use. */
export interface Estimate {
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** What the provider charges of its tokens per minute when the call comes in; the sum of the others unless told. */
  readonly chargedTokens?: number;
}

/** All that may be counted, and its name. */
export const UNIT_NAMES = {
  requests: 'requests',
  tokens: 'tokens',
  inputTokens: 'input tokens',
  outputTokens: 'output tokens',
} as const satisfies Record<Unit, string>;
export const UNITS = Object.keys(UNIT_NAMES) as Unit[];

/** Nothing of anything. */
export const NO_AMOUNTS: Amounts = { requests: 0, tokens: 0, inputTokens: 0, outputTokens: 0 };

/** Tokens of both directions. */
export const sumTokens = ({ inputTokens, outputTokens }: Estimate): number => inputTokens + outputTokens;

/** What one send of a call is expected to count. */
export const toAmounts = (estimate: Estimate): Amounts => ({
  requests: 1,
  tokens: estimate.chargedTokens ?? sumTokens(estimate),
  inputTokens: estimate.inputTokens,
  outputTokens: estimate.outputTokens,
});

/** Adds so many times the other amounts. */
export const addAmounts = (one: Amounts, other: Amounts, times = 1): Amounts => ({
  requests: one.requests + times * other.requests,
  tokens: one.tokens + times * other.tokens,
  inputTokens: one.inputTokens + times * other.inputTokens,
  outputTokens: one.outputTokens + times * other.outputTokens,
});
