import type { EngineEvent } from '../../engine/index.ts';
import type { UsdRange } from '../cost-forecast.ts';

/** What `check` and `judge validate` tell while they work. */
export type CheckEvent =
  /** So many conversations went through the checks that need no model. */
  | { readonly kind: 'checked'; readonly count: number }
  /** Duplicates were looked for. */
  | { readonly kind: 'compared'; readonly tookMs: number }
  /** Before a judge is asked anything; `estimateUsd` is undefined without a known price. */
  | {
      readonly kind: 'judging';
      readonly judge: string;
      readonly isSimulated: boolean;
      readonly calls: number;
      readonly estimateUsd: UsdRange | undefined;
    }
  | {
      readonly kind: 'judged';
      readonly judge: string;
      readonly done: number;
      readonly of: number;
      readonly spentUsd: number;
    }
  | { readonly kind: 'engine'; readonly judge: string; readonly event: EngineEvent };

/** How a caller follows and stops the work. */
export interface CheckControl {
  readonly onEvent?: (event: CheckEvent) => void;
  /** Aborting it sends nothing new, and keeps what arrives within the grace time. */
  readonly signal?: AbortSignal;
  /** Aborting it drops what is under way, too. */
  readonly leaveNow?: AbortSignal;
}
