import type { Problem } from '../providers/index.ts';
import type { Call } from './call.ts';

/** How a call ended. A call that was not settled, because the run stopped, has no outcome. */
export type Outcome<Value> =
  | {
      readonly kind: 'accepted';
      readonly call: Call<Value>;
      readonly value: Value;
      readonly source: 'provider' | 'ledger';
      /** Answers it took, now and earlier. */
      readonly answers: number;
      /** Where the ledger keeps the accepted answer. */
      readonly answerId: number;
    }
  | {
      readonly kind: 'failed';
      readonly call: Call<Value>;
      readonly problem: Problem;
      readonly answers: number;
    };

/** Why a run ended before all of its calls were settled. */
export type StopReason =
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'budget'; readonly needUsd: number }
  | { readonly kind: 'interrupted' }
  | { readonly kind: 'fault'; readonly error: unknown };
