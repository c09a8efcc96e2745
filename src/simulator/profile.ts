import type { Fault } from './faults/fault.ts';
import type { LimitRule } from './limits/limit-rule.ts';

/** How the simulated provider behaves. */
export interface Profile {
  /** Half of the replies take less than this, half more (all exactly this when the spread is 0). */
  readonly latencyMs: number;
  /** Sigma of the log-normal spread: 0 is none, 0.4 has one reply in six take more than 1.5 times as long. */
  readonly latencySpread: number;
  /** When set, an answer takes longer by its length: output tokens divided by this. */
  readonly tokensPerSecond?: number;
  /** How the fault `slow-body` sends a body: in so many pieces, with a pause between two. */
  readonly slowBody: { readonly chunks: number; readonly pauseMs: number };
  /** The first rule that speaks of a model counts. */
  readonly limits: readonly LimitRule[];
  readonly faults: readonly Fault[];
  /** As a judge: the share of conversations showing a pattern in which it finds it. */
  readonly judgeSensitivity: number;
  /** As a judge: the share of conversations not showing a pattern in which it finds none. */
  readonly judgeSpecificity: number;
  /** As a writer: the share of assigned patterns that it leaves out, so that there is something to find. */
  readonly patternsLeftOut: number;
}
