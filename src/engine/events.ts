import type { ProblemKind } from '../providers/index.ts';
import type { Consequence } from './retry-rules.ts';

/** What limits the rate of a run just now. */
export interface Binding {
  /** `calls`: nothing but the number of calls at once. */
  readonly kind:
    | 'calls'
    | 'requests-per-minute'
    | 'tokens-per-minute'
    | 'provider-pause'
    | 'slowed-down'
    | 'budget'
    | 'ledger';
  /** A phrase for people, such as "tokens per minute of gpt-4o (450 k)". */
  readonly text: string;
}

/** Everything that can happen in a run. The engine emits these and never prints. */
export type EngineEvent =
  | { readonly kind: 'call-sent'; readonly call: string; readonly attempt: number }
  | {
      readonly kind: 'call-answered';
      readonly call: string;
      readonly latencyMs: number;
      readonly costUsd: number | undefined;
    }
  | {
      readonly kind: 'call-troubled';
      readonly call: string;
      readonly problem: ProblemKind;
      readonly message: string;
      readonly then: Consequence;
      readonly waitMs: number;
    }
  | {
      readonly kind: 'call-settled';
      readonly call: string;
      readonly as: 'accepted' | 'failed';
      readonly source: 'provider' | 'ledger';
    }
  | { readonly kind: 'rate-slowed'; readonly reason: string; readonly pauseMs: number }
  | { readonly kind: 'run-stopping'; readonly reason: string };
