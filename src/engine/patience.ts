import type { Random } from '../base/index.ts';
import type { Problem } from '../providers/index.ts';
import { toBackoffMs } from './backoff.ts';
import { type Consequence, MOST_TRIES, RETRY_RULES } from './retry-rules.ts';

/** How long to wait before trying a provider again that cannot be reached. */
const REACH_AGAIN_MS = 1_000;

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

  constructor(maxAttempts: number, random: Random) {
    this.#maxAttempts = maxAttempts;
    this.#random = random;
  }

  /** The number of the attempt that comes next, from 1. */
  get attempt(): number {
    return this.#attempts + 1;
  }

  decide({ kind }: Problem): Decision {
    const { then, slowDown } = RETRY_RULES[kind];
    if (then === 'retry' || then === 'revise') this.#attempts++;
    if (then === 'try-again') this.#tries++;
    const isSpent = this.#attempts >= this.#maxAttempts || this.#tries >= MOST_TRIES;
    if (isSpent) return { then: 'give-up', waitMs: 0 };
    // The limiter holds back what the provider refused to serve; all else that is tried again waits here.
    if (then === 'wait' && !slowDown) {
      return { then, waitMs: REACH_AGAIN_MS * (1 - 0.25 * this.#random.fraction()) };
    }
    const backsOff = then === 'retry' || then === 'try-again';
    return { then, waitMs: backsOff ? toBackoffMs(this.#attempts + this.#tries, this.#random) : 0 };
  }
}
