/** Until enough answers have come: the share of the room that a typical answer fills. */
const TYPICAL_FILL = 0.7;
const ENOUGH = 10;
const REMEMBERED = 100;
/** What is set apart is what nine of ten answers need, and a twentieth more. */
const QUANTILE = 0.9;
const MARGIN = 1.05;

/** Learns how many tokens answers take, so that a limit is not wasted on room that is never used. */
export class Fill {
  readonly #latest: number[] = [];
  #next = 0;
  #sorted: readonly number[] | undefined;
  /** Tokens of input for each one that was estimated. */
  #inputRatio = 1;

  note(estimatedInput: number, inputTokens: number, outputTokens: number): void {
    this.#latest[this.#next++ % REMEMBERED] = outputTokens;
    this.#sorted = undefined;
    if (estimatedInput > 0) this.#inputRatio += (inputTokens / estimatedInput - this.#inputRatio) / 8;
  }

  expectInput(estimatedInput: number): number {
    return Math.ceil(estimatedInput * Math.min(4, Math.max(0.25, this.#inputRatio)));
  }

  /** @param maxTokens - The room for the answer. @param worstOutput - The most that can be billed, thinking included. */
  expectOutput(maxTokens: number, worstOutput: number): number {
    if (this.#latest.length < ENOUGH) return Math.ceil(maxTokens * TYPICAL_FILL);
    this.#sorted ??= this.#latest.toSorted((a, b) => a - b);
    const usual = this.#sorted[Math.floor(this.#sorted.length * QUANTILE)] ?? 0;
    return Math.min(worstOutput, Math.ceil(usual * MARGIN));
  }
}
