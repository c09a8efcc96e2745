import type { Conversation } from '../conversation/index.ts';
import { type Call, type Ledger, toCallKey } from '../engine/index.ts';
import type { Assignment } from '../plan/index.ts';
import type { Model, Provider } from '../providers/index.ts';
import { type Estimate, estimateCalls } from './estimate.ts';

/** What is still to be asked of a plan. */
export interface Rest {
  /** Conversations that the ledger already holds. */
  readonly held: number;
  /** Whether each was looked at; of a large plan a part is, and `held` is reckoned from it. */
  readonly isExact: boolean;
  /** What the others will likely cost. */
  readonly estimate: Estimate;
}

/** As many calls are looked up: each prompt has to be made for that. */
const MOST_LOOKED_UP = 1_000;

/**
 * Estimates the cost of what the ledger does not hold yet. Looks nothing up in a ledger without an earlier run, so a
 * first run is not slowed down. To be asked before the run is noted in the ledger.
 */
export const estimateRest = (
  assignments: readonly Assignment[],
  makeCall: (assignment: Assignment) => Call<Conversation>,
  model: Model | undefined,
  provider: Pick<Provider, 'name' | 'baseUrl' | 'countWorstOutput'>,
  ledger: Pick<Ledger, 'listRuns' | 'readAnswers'>,
): Rest => {
  const estimate = (left: readonly Assignment[]): Estimate => estimateCalls(left, makeCall, model, provider);
  if (ledger.listRuns().length === 0) return { held: 0, isExact: true, estimate: estimate(assignments) };
  const isHeld = (assignment: Assignment): boolean =>
    ledger
      .readAnswers(toCallKey(provider, makeCall(assignment)))
      .some(({ settlement }) => settlement?.verdict === 'accepted');
  const step = Math.max(1, assignments.length / MOST_LOOKED_UP);
  const looked = assignments.filter((_, index) => Math.floor(index / step) > Math.floor((index - 1) / step));
  const left = looked.filter((assignment) => !isHeld(assignment));
  if (looked.length === assignments.length) {
    return { held: assignments.length - left.length, isExact: true, estimate: estimate(left) };
  }
  const calls = Math.round((left.length / looked.length) * assignments.length);
  return { held: assignments.length - calls, isExact: false, estimate: scale(estimate(left), calls) };
};

/** The estimate of a part as that of more calls like these. */
const scale = (part: Estimate, calls: number): Estimate => {
  const times = part.calls === 0 ? 0 : calls / part.calls;
  const { costUsd } = part;
  return {
    ...part,
    calls,
    inputTokens: Math.round(part.inputTokens * times),
    outputTokens: Math.round(part.outputTokens * times),
    costUsd: costUsd && {
      low: costUsd.low * times,
      likely: costUsd.likely * times,
      high: costUsd.high * times,
    },
  };
};
