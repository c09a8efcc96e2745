import type { StopReason } from '../engine/index.ts';
import type { ProblemKind, ProviderName } from '../providers/index.ts';
import type { LimitShare } from './limit-shares.ts';

/** A conversation that was given up, and why. */
export interface FailedConversation {
  readonly number: number;
  readonly topic: string;
  readonly reason: ProblemKind;
  readonly message: string;
}

/** A conversation that came back and is not used, and why. */
export interface RejectedConversation {
  readonly number: number;
  /** Left out in events: it stands in the prompt. */
  readonly topic?: string;
  /** The id of the check that it fails. */
  readonly check: string;
  readonly message: string;
}

/** How a run with `untilAccepted` came on. */
export interface RefillSummary {
  /** How many conversations were to be accepted. */
  readonly wanted: number;
  readonly rounds: number;
  /** Usable, and more than were wanted: they are in the ledger and not in the file. */
  readonly spare: number;
  /** It ended with too few: at the yield so far, three times what is wanted would not give enough. */
  readonly isFruitless: boolean;
}

/**
 * How `generate` ended for one provider. Always: planned = written + failed + unfinished; with `untilAccepted`
 * planned = written + rejected + spare + failed + unfinished.
 */
export interface GenerateSummary {
  readonly provider: ProviderName;
  readonly model: string;
  readonly isSimulated: boolean;
  readonly file: string;
  /** Conversations that were asked for, or are to be. */
  readonly planned: number;
  /** Lines of the dataset file. */
  readonly written: number;
  /** Of these, conversations that earlier runs had paid for. */
  readonly fromLedger: number;
  readonly failed: readonly FailedConversation[];
  /** Not asked for, not answered, or not written, because the run stopped. */
  readonly unfinished: number;
  /** US dollars of this run, failed and repeated answers included. */
  readonly spentUsd: number;
  /** US dollars at most that may have been billed for sends of which nothing came back. */
  readonly uncertainUsd: number;
  /** US dollars that all answers of these conversations cost, in this run and before. */
  readonly totalUsd: number;
  /** US dollars for one line of the file, unusable answers included; undefined when there is none. */
  readonly usdPerConversation: number | undefined;
  /** Answers whose model has no known price. */
  readonly unpriced: number;
  /** What held the run back, the largest share first; empty when nothing was asked for. */
  readonly limits: readonly LimitShare[];
  readonly seconds: number;
  readonly stopReason: StopReason | undefined;
  /** With `untilAccepted` alone. */
  readonly rejected?: readonly RejectedConversation[];
  /** With `untilAccepted` alone. */
  readonly refill?: RefillSummary;
}
