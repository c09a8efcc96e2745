/** The reservation of one send. It is given back once, with what became of it. */
export class Bill {
  readonly #worstUsd: number;
  readonly #book: (worstUsd: number, costUsd: number, uncertainUsd: number) => void;
  #isSent = false;
  #isOpen = true;

  constructor(worstUsd: number, book: (worstUsd: number, costUsd: number, uncertainUsd: number) => void) {
    this.#worstUsd = worstUsd;
    this.#book = book;
  }

  /** From here on the provider may bill the send. */
  markSent(): void {
    this.#isSent = true;
  }

  /** Books what the send cost; undefined when nobody knows. Only the first word counts. */
  settle(costUsd: number | undefined): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#book(this.#worstUsd, costUsd ?? 0, costUsd === undefined ? this.#worstUsd : 0);
  }

  /** Settles what nobody has settled: a send that broke off may have been billed. */
  close(): void {
    this.settle(this.#isSent ? undefined : 0);
  }
}
