import type { Interval } from '../statistics/interval.ts';

export type Decision = 'go' | 'no-go' | 'inconclusive';

/** One criterion of the guide, for one provider. */
export interface Criterion {
  /** `usable-count`, `structure`, `evenness`, `pattern-correctness`, `genericness`, `duplicates`. */
  readonly id: string;
  readonly title: string;
  /** The guide's words. */
  readonly asked: string;
  readonly isCensus: boolean;
  readonly asStated: Decision;
  readonly withConfidence: Decision;
  /** The figure that was measured, in words ("97 of 100", "0.962, 0.913 to 1.000"). */
  readonly measured: string;
  readonly interval?: Interval;
  /** What would change it ("label 14 more"), where something would. */
  readonly toChange?: string;
  /** Ids of conversations that speak against it. */
  readonly examples: readonly string[];
}

/** The verdict on one provider's part. */
export interface ProviderVerdict {
  readonly provider: string;
  readonly asStated: Decision;
  readonly withConfidence: Decision;
  readonly criteria: readonly Criterion[];
  /** The id of the criterion that decided it. */
  readonly decidedBy: string;
}

/** The verdict on a set: go only when every provider's part is. */
export interface Verdict {
  readonly asStated: Decision;
  readonly withConfidence: Decision;
  readonly providers: readonly ProviderVerdict[];
  /** One sentence: what decided it. */
  readonly reason: string;
  /** One sentence: what would change it; absent for a go. */
  readonly toChange?: string;
}
