/**
 * Lets only so many calls be claimed that are not yet sent. What is claimed is kept from other processes on the same
 * ledger, so nobody may claim more than it can send soon. Served in order of arrival.
 */
export class ReadAhead {
  readonly #room: () => number;
  #held = 0;
  #waiting: Array<() => void> = [];

  /** @param room - How many may be claimed and unsent just now; looked up at each turn, never below one. */
  constructor(room: () => number) {
    this.#room = room;
  }

  /** Waits for a place; false when the signal aborts first. */
  enter(signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return Promise.resolve(false);
    return new Promise((resolve) => {
      const leave = (): void => {
        this.#waiting = this.#waiting.filter((other) => other !== go);
        resolve(false);
      };
      const go = (): void => {
        signal.removeEventListener('abort', leave);
        resolve(true);
      };
      this.#waiting.push(go);
      signal.addEventListener('abort', leave, { once: true });
      this.#serve();
    });
  }

  /** Gives a place back. */
  leave(): void {
    this.#held--;
    this.#serve();
  }

  #serve(): void {
    while (this.#held < Math.max(1, this.#room())) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      this.#held++;
      next();
    }
  }
}
