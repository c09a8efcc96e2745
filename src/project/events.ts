import type { Binding, EngineEvent } from '../engine/index.ts';
import type { ProviderName } from '../providers/index.ts';
import type { UsdRange } from './cost-forecast.ts';
import type { RunSettings } from './run-settings.ts';
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
  readonly expectedUsd: UsdRange | undefined;
  /** Conversations a minute over the last half minute. */
  readonly perMinute: number;
  /** Reckoned with the rate of the last five minutes; undefined until there is one. */
  readonly secondsLeft: number | undefined;
  readonly binding: Binding;
  /** With `untilAccepted` alone. */
  readonly refill?: {
    readonly wanted: number;
    /** Known to be rejected so far; these are not among the accepted. */
    readonly rejected: number;
    readonly round: number;
  };
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
  /** Conversations that the ledger holds already; reckoned from a sample where `isHeldExact` is false. */
  readonly held: number;
  readonly isHeldExact: boolean;
  /** US dollars that the others will likely cost; undefined without a known price. */
  readonly estimateUsd: UsdRange | undefined;
  /** Everything that decides what is asked, and how. */
  readonly settings: RunSettings & RunPace;
  /** Looks at how things stand; cheap. */
  readonly standing: () => Standing;
}

/** The ceilings of a run. */
export interface RunPace {
  readonly concurrency: number;
  readonly maxAttempts: number;
  readonly rpm?: number;
  readonly tpm?: number;
  readonly maxCostUsd?: number;
  readonly timeoutSeconds?: number;
}

/** Everything that `generate` tells while it works. `run` is the number by which the ledger knows the run. */
export type GenerateEvent =
  | ({ readonly kind: 'run-started'; readonly run: number } & StartedRun)
  | {
      readonly kind: 'engine';
      readonly run: number;
      readonly provider: ProviderName;
      readonly event: EngineEvent;
    }
  /**
   * With `untilAccepted`: what was accepted is not enough, and a further round asks for `asked` conversations that the
   * ledger does not hold.
   */
  | {
      readonly kind: 'refill-round';
      readonly run: number;
      readonly provider: ProviderName;
      /** From 2. */
      readonly round: number;
      readonly asked: number;
      readonly wanted: number;
      readonly accepted: number;
      readonly rejected: number;
      readonly failed: number;
    }
  /** Nothing can be stored just now, for instance for want of disk space; nothing is lost, and nothing new is asked. */
  | { readonly kind: 'ledger-blocked'; readonly reason: string }
  | { readonly kind: 'ledger-unblocked' }
  /** The server refused a parameter; it is asked without it from here on. `change` is one sentence, without a full stop. */
  | {
      readonly kind: 'adjusted';
      readonly provider: ProviderName;
      readonly model: string;
      readonly change: string;
    }
  /** The log could not be written any more, and is not written from here on; the run goes on. */
  | { readonly kind: 'log-lost'; readonly file: string; readonly reason: string }
  /** Traces or metrics could not be delivered; told once, and the run goes on. */
  | { readonly kind: 'telemetry-troubled'; readonly reason: string }
  /** Comes for every run that has begun, also for one that a fault ended. What was rejected is told without topics. */
  | { readonly kind: 'run-finished'; readonly run: number; readonly summary: GenerateSummary };
