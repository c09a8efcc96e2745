/**
 * Keeps what a run may cost under its cap: the worst cost of a call is reserved before it is sent and settled after.
 *
 * All amounts are US dollars.
 */
export class Budget {
  readonly #capUsd: number;
  #spentUsd = 0;
  #uncertainUsd = 0;
  #reservedUsd = 0;
  #holders = 0;
  #waiting: Array<() => void> = [];

  /** @param capUsd - `Infinity` for a run without a cap. */
  constructor(capUsd: number) {
    this.#capUsd = capUsd;
  }

  get spentUsd(): number {
    return this.#spentUsd;
  }

  /** The worst cost of sends of which nothing came back, and which the provider may have billed. */
  get uncertainUsd(): number {
    return this.#uncertainUsd;
  }

  /**
   * Reserves the worst cost of a call, waiting for other calls to settle where that may make room.
   *
   * @returns false when the call can never fit any more, or when the signal aborts.
   */
  async reserve(worstUsd: number, signal: AbortSignal): Promise<boolean> {
    while (!signal.aborted) {
      if (this.#spentUsd + this.#uncertainUsd + this.#reservedUsd + worstUsd <= this.#capUsd) {
        this.#reservedUsd += worstUsd;
        this.#holders++;
        return true;
      }
      if (this.#holders === 0) return false;
      await new Promise<void>((wake) => this.#waiting.push(wake));
    }
    return false;
  }

  /** Gives a reservation back and books what the call cost; `uncertainUsd` is what it may have cost unseen. */
  settle(worstUsd: number, costUsd: number, uncertainUsd = 0): void {
    this.#reservedUsd -= worstUsd;
    this.#holders--;
    this.#spentUsd += costUsd;
    this.#uncertainUsd += uncertainUsd;
    if (this.#holders === 0) this.#reservedUsd = 0;
    this.wake();
  }

  /** Lets everybody who waits look again. */
  wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }
}
