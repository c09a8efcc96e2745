interface Waiter {
  readonly worstUsd: number;
  readonly answer: (isReserved: boolean) => void;
}

/**
 * Keeps what a run may cost under its cap: the worst cost of a call is reserved before it is sent and settled after.
 * Those who wait for room are served in order of arrival.
 *
 * All amounts are US dollars.
 */
export class Budget {
  readonly #capUsd: number;
  #spentUsd = 0;
  #uncertainUsd = 0;
  #reservedUsd = 0;
  #holders = 0;
  #waiting: Waiter[] = [];

  /** @param capUsd - `Infinity` for a run without a cap. */
  constructor(capUsd: number) {
    this.#capUsd = capUsd;
  }

  /** What may be spent at most; `Infinity` without a cap. */
  get capUsd(): number {
    return this.#capUsd;
  }

  /** What is neither spent nor set apart. */
  get freeUsd(): number {
    return Math.max(0, this.#capUsd - this.#spentUsd - this.#uncertainUsd - this.#reservedUsd);
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
  reserve(worstUsd: number, signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return Promise.resolve(false);
    return new Promise((resolve) => {
      const leave = (): void => {
        this.#waiting = this.#waiting.filter((other) => other !== waiter);
        resolve(false);
        this.#serve();
      };
      const answer = (isReserved: boolean): void => {
        signal.removeEventListener('abort', leave);
        resolve(isReserved);
      };
      const waiter: Waiter = { worstUsd, answer };
      this.#waiting.push(waiter);
      signal.addEventListener('abort', leave, { once: true });
      this.#serve();
    });
  }

  /** Gives a reservation back and books what the call cost; `uncertainUsd` is what it may have cost unseen. */
  settle(worstUsd: number, costUsd: number, uncertainUsd = 0): void {
    this.#holders--;
    // Sums of fractions drift; when nobody holds anything, the sum is known.
    this.#reservedUsd = this.#holders === 0 ? 0 : this.#reservedUsd - worstUsd;
    this.#spentUsd += costUsd;
    this.#uncertainUsd += uncertainUsd;
    this.#serve();
  }

  #serve(): void {
    for (;;) {
      const head = this.#waiting[0];
      if (head === undefined) return;
      const takenUsd = this.#spentUsd + this.#uncertainUsd + this.#reservedUsd;
      const fits = takenUsd + head.worstUsd <= this.#capUsd;
      // While others hold reservations, their settling may still make room.
      if (!fits && this.#holders > 0) return;
      this.#waiting.shift();
      if (fits) {
        this.#reservedUsd += head.worstUsd;
        this.#holders++;
      }
      head.answer(fits);
    }
  }
}
