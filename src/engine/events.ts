import type { ProblemKind, Usage } from '../providers/index.ts';
import type { Consequence } from './retry-rules.ts';

/** What limits the rate of a run just now. */
export interface Binding {
  /**
   * - `calls`: nothing but the number of calls at once.
   * - `slowed-down`: the provider asked for less, and fewer calls than allowed are under way.
   * - `learnt-rate`: the provider tells no limits, and refused what came faster.
   * - `breaker`: the provider refuses nearly everything, and is asked now and then.
   */
  readonly kind:
    | 'calls'
    | 'requests-per-minute'
    | 'tokens-per-minute'
    | 'provider-pause'
    | 'slowed-down'
    | 'learnt-rate'
    | 'breaker'
    | 'budget'
    | 'ledger';
  /** A phrase for people, such as "tokens per minute of gpt-4o, 412 k of 450 k". */
  readonly text: string;
  /** What of the limit is in use: of the last 60 seconds, of the calls at once, or US dollars of the budget. */
  readonly used?: number;
  readonly limit?: number;
}

/**
 * Everything that can happen in a run. The engine emits these and never prints.
 *
 * `send` is the number of a send within the run, from 1; it ties what came back to what was sent.
 */
export type EngineEvent =
  | { readonly kind: 'call-sent'; readonly call: string; readonly attempt: number; readonly send: number }
  | {
      readonly kind: 'call-answered';
      readonly call: string;
      readonly send: number;
      readonly latencyMs: number;
      /** Undefined where the model has no known price or the answer does not tell what it used. */
      readonly costUsd: number | undefined;
      readonly usage: Usage | undefined;
      readonly verdict: 'accepted' | ProblemKind;
    }
  | {
      readonly kind: 'call-troubled';
      readonly call: string;
      readonly send: number;
      readonly latencyMs: number;
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
  | {
      readonly kind: 'breaker';
      readonly state: 'open' | 'probing' | 'closed';
      readonly reason: string;
      readonly pauseMs: number;
    }
  /** At most once a second. */
  | { readonly kind: 'binding-changed'; readonly binding: Binding }
  | { readonly kind: 'run-stopping'; readonly reason: string };
