import type { Binding, EngineEvent } from '../engine/index.ts';
import type { ProviderName } from '../providers/index.ts';
import type { GenerateSummary } from './summary.ts';

/** How things stand with one provider, now. */
export interface Standing {
  readonly planned: number;
  /** Accepted, in this run or an earlier one. */
  readonly accepted: number;
  /** Of these, those that the ledger already held. */
  readonly fromLedger: number;
  readonly failed: number;
  readonly inFlight: number;
  /** US dollars of this run so far. */
  readonly spentUsd: number;
  /** US dollars that this run will likely have cost at its end; undefined until there is something to go by. */
  readonly expectedUsd: number | undefined;
  /** Conversations a minute over the last half minute. */
  readonly perMinute: number;
  /** Undefined until there is a rate. */
  readonly secondsLeft: number | undefined;
  readonly binding: Binding;
}

/** What `generate` has begun for one provider. */
export interface StartedRun {
  readonly provider: ProviderName;
  readonly model: string;
  readonly isSimulated: boolean;
  /** The variable that holds no key, when that is why the run is simulated. */
  readonly missingKey: string | undefined;
  readonly warning: string | undefined;
  readonly planned: number;
  readonly file: string;
  /** US dollars that all of its calls would likely cost, were none in the ledger; undefined without a known price. */
  readonly estimateUsd: number | undefined;
  /** Looks at how things stand; cheap. */
  readonly standing: () => Standing;
}

/** Everything that `generate` tells while it works. */
export type GenerateEvent =
  | ({ readonly kind: 'run-started' } & StartedRun)
  | { readonly kind: 'engine'; readonly provider: ProviderName; readonly event: EngineEvent }
  /** A commit has to wait, for instance for disk space; nothing is lost meanwhile. */
  | { readonly kind: 'ledger-waiting'; readonly reason: string }
  /** Comes for every run that has begun, also for one that a fault ended. */
  | { readonly kind: 'run-finished'; readonly summary: GenerateSummary };
