import type { Random } from '../base/index.ts';
import type { Problem } from '../providers/index.ts';
import { toBackoffMs } from './backoff.ts';
import { type Consequence, MOST_TRIES, RETRY_RULES } from './retry-rules.ts';

/** How long to wait before trying a provider again that cannot be reached. */
const REACH_AGAIN_MS = 1_000;
/** How long a call that was refused stands back: doubles with each refusal in a row, up to a second. */
const STAND_BACK_MS = 100;

/** Whether a provider's word on when to come back is one: it may be absent, 0 or no number at all. */
export const isWait = (retryAfterMs: number | undefined): retryAfterMs is number =>
  retryAfterMs !== undefined && Number.isFinite(retryAfterMs) && retryAfterMs > 0;

/** What is done about a problem, and after how long. */
export interface Decision {
  readonly then: Consequence;
  readonly waitMs: number;
}

/** Counts what one call has used up of its attempts and tries, and decides what each problem leads to. */
export class Patience {
  readonly #maxAttempts: number;
  readonly #random: Random;
  #attempts = 0;
  #tries = 0;
  #refusals = 0;

  constructor(maxAttempts: number, random: Random) {
    this.#maxAttempts = maxAttempts;
    this.#random = random;
  }

  /** The number of the attempt that comes next, from 1. */
  get attempt(): number {
    return this.#attempts + 1;
  }

  decide({ kind, retryAfterMs }: Problem): Decision {
    const { then, slowDown } = RETRY_RULES[kind];
    this.#refusals = slowDown ? this.#refusals + 1 : 0;
    if (then === 'retry' || then === 'revise') this.#attempts++;
    if (then === 'try-again') this.#tries++;
    const isSpent = this.#attempts >= this.#maxAttempts || this.#tries >= MOST_TRIES;
    if (isSpent) return { then: 'give-up', waitMs: 0 };
    if (then === 'wait') {
      if (slowDown && isWait(retryAfterMs)) return { then, waitMs: retryAfterMs };
      const standBackMs =
        STAND_BACK_MS * 2 ** Math.min(10, this.#refusals - 1) * (1 + 0.33 * this.#random.fraction());
      const reachMs = REACH_AGAIN_MS * (1 - 0.25 * this.#random.fraction());
      return { then, waitMs: slowDown ? Math.min(REACH_AGAIN_MS, standBackMs) : reachMs };
    }
    const backsOff = then === 'retry' || then === 'try-again';
    return { then, waitMs: backsOff ? toBackoffMs(this.#attempts + this.#tries, this.#random) : 0 };
  }
}
