import type { SharedParts } from '../control.ts';
import type { CheckEvent } from './check-events.ts';

/** What the runs of judges share: of a generation's parts those that a call needs. */
export interface JudgeParts
  extends Pick<SharedParts, 'settings' | 'ledger' | 'clock' | 'random' | 'budget' | 'control'> {
  readonly tell: (event: CheckEvent) => void;
}
