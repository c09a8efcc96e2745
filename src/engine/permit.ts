import type { Limits } from '../providers/index.ts';
import type { Estimate, Taken } from './gauges.ts';
import type { RateMark } from './stretch.ts';

/** Leave to send once; it must be given back by `release`. */
export interface Permit {
  readonly estimate: Estimate;
  readonly taken: Taken;
  readonly rate: RateMark;
  readonly isProbe: boolean;
}

/** How a send ended, as far as the limiter cares. */
export interface Ending {
  /**
   * - `answered`: more may go out at once; `settleUsage` corrects what was taken.
   * - `unserved`: the model was not reached, so the tokens that were set apart are free again.
   * - `lost`: nobody knows what it used, so the tokens stay taken.
   */
  readonly kind: 'answered' | 'unserved' | 'lost';
  readonly limits: Limits;
  readonly refusal?: Refusal;
}

/** The provider would not serve. */
export interface Refusal {
  /**
   * - `rate`: too much in too short a time. What is learnt is a rate.
   * - `overload`: too much at once. The window shrinks.
   * - `surge`: the rate grew too fast. Back to the old one, and up slowly.
   * - `fault`: a fault of the server. Nothing is learnt of the rate, but of whether it serves at all.
   */
  readonly why: 'rate' | 'overload' | 'surge' | 'fault';
  /** How long the provider asks to wait. */
  readonly retryAfterMs?: number;
}
