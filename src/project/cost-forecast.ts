import type { EngineEvent } from '../engine/index.ts';

/** An amount that is not known for sure, in US dollars. */
export interface UsdRange {
  readonly low: number;
  readonly likely: number;
  readonly high: number;
}

/** So many settled conversations tell how much their costs differ; before, the estimate of the plan does. */
const ENOUGH = 5;
/** How far a cost may be from the first ones where there was no estimate. */
const UNKNOWN_SPREAD = { low: 0.5, likely: 1, high: 2 };
/** Standard errors on each side of the mean: about 95 of 100 such ranges hold the true total. */
const SURE = 2;

/**
 * Learns what a conversation costs, all answers that it took counted, and tells what the run will have cost.
 *
 * Mean and variance by Welford's method. The total of `left` more conversations, with a mean that is itself known from
 * `n` only, has the variance s² × (left + left² / n).
 */
export class CostForecast {
  readonly #estimate: UsdRange | undefined;
  /** What the answers of calls that are not settled yet have cost. */
  readonly #open = new Map<string, number>();
  #openUsd = 0;
  #count = 0;
  #mean = 0;
  #squares = 0;

  /** @param estimate - What one conversation likely costs, known before the first. */
  constructor(estimate: UsdRange | undefined) {
    this.#estimate = estimate;
  }

  hear(event: EngineEvent): void {
    if (event.kind === 'call-answered' && event.costUsd !== undefined) {
      this.#openUsd += event.costUsd;
      this.#open.set(event.call, (this.#open.get(event.call) ?? 0) + event.costUsd);
    } else if (event.kind === 'call-settled') {
      const costUsd = this.#open.get(event.call);
      if (costUsd === undefined) return;
      this.#open.delete(event.call);
      this.#openUsd -= costUsd;
      this.#count++;
      const off = costUsd - this.#mean;
      this.#mean += off / this.#count;
      this.#squares += off * (costUsd - this.#mean);
    }
  }

  /**
   * What the run will likely have cost at its end; undefined when there is nothing to go by.
   *
   * @param left - Conversations that are not settled yet.
   */
  measure(spentUsd: number, left: number): UsdRange | undefined {
    const each = this.#measureEach(left);
    if (each === undefined) return undefined;
    const settledUsd = spentUsd - this.#openUsd;
    const toTotal = (usd: number): number => Math.max(spentUsd, settledUsd + usd * left);
    return { low: toTotal(each.low), likely: toTotal(each.likely), high: toTotal(each.high) };
  }

  #measureEach(left: number): UsdRange | undefined {
    if (this.#count === 0) return this.#estimate;
    const mean = this.#mean;
    if (this.#count < ENOUGH) {
      const { low, likely, high } = this.#estimate ?? UNKNOWN_SPREAD;
      const of = likely > 0 ? mean / likely : 0;
      return { low: low * of, likely: mean, high: high * of };
    }
    if (left === 0) return { low: mean, likely: mean, high: mean };
    const deviation = Math.sqrt(this.#squares / (this.#count - 1));
    const off = SURE * deviation * Math.sqrt(1 / left + 1 / this.#count);
    return { low: Math.max(0, mean - off), likely: mean, high: mean + off };
  }
}
