import type { Allowance } from '../providers/index.ts';
import { QuotaTrust } from './quota-trust.ts';

const MINUTE_MS = 60_000;
/** How far one reply moves what is believed of the charge, and how far that may go from our own estimate. */
const CHARGE_GAIN = 0.1;
const CHARGE_RANGE = [0.05, 3] as const;

/**
 * What is kept in the bucket, in calls of the size that waits: it costs nothing, as what is kept is refilled all the same,
 * and a call that comes in a little early, or counts a little more, is not refused.
 */
const KEPT = 0.75;

/** What may be saved up where no header tells what is left: a tenth of a minute's worth; less, down to a second's, when that proves too much. */
const SAVED_MINUTES = 1 / 10;
const LEAST_SAVED_MINUTES = 1 / 60;

/** What is told to remain so many times in a row, without a change, is not counted but written there; our own count holds. */
const STUCK = 3;

/** What the bucket looked like when a send was let out, to compare with what its reply tells. */
export interface BucketMark {
  readonly level: number;
  readonly corrected: number;
  readonly taken: number;
  readonly estimated: number;
  /** What this send took, and what was estimated. */
  readonly amount: number;
  readonly estimate: number;
}

/**
 * A limit per minute as the provider tells it, in headers or in refusals: a copy of the provider's own bucket, which refills steadily
 * (Claude API docs, 2026-08-22; OpenAI rate limits guide, 2026-07-15).
 *
 * What remains is told as of the moment a request came in, which may be half a minute ago. So it is held against what
 * the copy had left at that same moment, and the copy is moved by the difference. What a send is charged is learnt by
 * the way: OpenAI charges the room for the answer, others what was used.
 */
export class HeaderBucket {
  #limit = Number.POSITIVE_INFINITY;
  #capacity = 0;
  #level = 0;
  #atMs = 0;
  /** Sums of all corrections and of all that was taken, so that a reply corrects only what is not yet corrected. */
  #corrected = 0;
  #taken = 0;
  #charge = 1;
  #estimated = 0;
  #last: Pick<BucketMark, 'taken' | 'estimated'> = { taken: 0, estimated: 0 };
  #isTold = false;
  readonly #trust = new QuotaTrust();
  #lastRemaining: number | undefined;
  #same = 0;
  readonly #learnsCharge: boolean;

  /** @param learnsCharge - Whether the provider may charge more or less than we expect. */
  constructor(learnsCharge: boolean) {
    this.#learnsCharge = learnsCharge;
  }

  /** Whether headers told the limit. */
  get isOfHeaders(): boolean {
    return !this.#trust.isInUse && this.#limit !== Number.POSITIVE_INFINITY;
  }

  /** What is allowed per minute; `Infinity` until a reply told. */
  get limit(): number {
    return this.#limit;
  }

  /** Milliseconds until `amount` is free. More than the bucket holds waits for a full one. */
  measureWaitMs(amount: number, nowMs: number): number {
    if (this.#limit === Number.POSITIVE_INFINITY) return 0;
    this.#refill(nowMs);
    const charged = amount * this.#charge;
    const kept = this.#capacity >= 4 * charged ? KEPT * charged : 0;
    const missing = Math.min(charged + kept, this.#capacity) - this.#level;
    return missing <= 1e-6 ? 0 : missing / this.#measureRate(nowMs);
  }

  /**
   * Whether what is known of the limit is reason enough to refuse a send of this size.
   *
   * Headers tell what is left only roughly, so there twice the amount is asked for now; a limit that only refusals
   * tell is held against what was left when the send went out.
   */
  explains(estimate: number, mark: BucketMark, nowMs: number): boolean {
    if (!this.#trust.isInUse) return this.measureWaitMs(2 * estimate, nowMs) > 0;
    return this.#believe(mark) < mark.amount;
  }

  take(estimate: number, nowMs: number): BucketMark {
    this.#refill(nowMs);
    const amount = estimate * this.#charge;
    this.#level -= amount;
    this.#taken += amount;
    this.#estimated += estimate;
    return {
      level: this.#level,
      corrected: this.#corrected,
      taken: this.#taken,
      estimated: this.#estimated,
      amount,
      estimate,
    };
  }

  /** Gives back what a send took and was not charged; returns how much. */
  giveBack({ amount }: BucketMark): number {
    this.#correct(amount);
    return amount;
  }

  /** Corrects what a send took by what it used, where nobody tells what is left; returns how much that frees. */
  settle({ amount }: BucketMark, used: number): number {
    if (this.#isTold) return 0;
    this.#correct(amount - used);
    return amount - used;
  }

  /**
   * Learns the limit and what is left of it from the reply to a send.
   *
   * @param isCharged - Whether the send was served; what was refused is to be given back before.
   */
  learn({ limit, remaining }: Allowance, mark: BucketMark, isCharged: boolean, nowMs: number): void {
    // A limit of nothing, or no number at all, is a server's slip: it answered, so it serves.
    if (!(limit > 0)) return;
    const isNew = this.#limit === Number.POSITIVE_INFINITY;
    this.#refill(nowMs);
    this.#limit = limit;
    this.#trust.end();
    if (remaining === undefined) {
      this.#capacity = Math.max(this.#capacity, Math.min(limit, Math.max(1, limit * SAVED_MINUTES)));
      if (isNew) this.#level = this.#capacity - this.#taken + mark.taken;
      return;
    }
    this.#isTold = true;
    if (isNew) {
      this.#capacity = Math.min(limit, remaining + mark.amount);
      this.#level = remaining - (this.#taken - mark.taken);
      this.#last = mark;
      this.#lastRemaining = remaining;
      this.#corrected += remaining - mark.level;
      return;
    }
    this.#capacity = Math.min(limit, Math.max(this.#capacity, remaining));
    // A later send has told better already.
    if (mark.taken <= this.#last.taken) return;
    this.#same = remaining > 0 && remaining === this.#lastRemaining ? this.#same + 1 : 0;
    this.#lastRemaining = remaining;
    if (this.#same >= STUCK) return;
    const believed = this.#believe(mark);
    // Nothing left may also be a debt, which no header tells.
    const error = remaining === 0 ? Math.min(0, -believed) : remaining - believed;
    if (this.#learnsCharge && this.#same === 0) this.#learnCharge(error, mark, isCharged);
    this.#last = mark;
    this.#correct(error);
  }

  /**
   * Learns from a send that was refused because of this limit: that there was less left than it needed, and by the wait
   * that is asked for, how much less. A wait for the end of a fixed minute is taken for a debt as well, so that nothing is
   * saved up in a pause. The send is to be given back before.
   *
   * @returns Whether what was known explains it, or what is told now: false when the limit was kept to time and again.
   */
  learnRefusal(
    { limit, remaining, refusal: { waitMs, requested } = {} }: Allowance,
    mark: BucketMark,
    nowMs: number,
  ): boolean {
    if (!(limit > 0)) return false;
    this.#refill(nowMs);
    const isOther = limit !== this.#limit;
    this.#limit = limit;
    // What is counted when a request comes in is not given back for what it did not use.
    if (requested !== undefined && mark.estimate > 0) {
      this.#isTold = true;
      this.#charge = Math.min(CHARGE_RANGE[1], Math.max(CHARGE_RANGE[0], requested / mark.estimate));
    }
    const before = this.#believe(mark);
    const isOver = before < mark.amount;
    if (isOther) {
      this.#trust.renew(nowMs);
      this.#capacity = Math.min(limit, Math.max(2 * mark.amount, limit * SAVED_MINUTES));
    } else if (!isOver) {
      const least = Math.max(2 * mark.amount, limit * LEAST_SAVED_MINUTES);
      this.#capacity = Math.min(this.#capacity, Math.max(least, this.#capacity - before + mark.amount));
    }
    const amount = requested ?? mark.amount;
    const left = remaining ?? (waitMs === undefined ? 0 : amount - (waitMs * limit) / MINUTE_MS);
    this.#last = mark;
    this.#correct(Math.min(0, left - before));
    return isOther || this.#trust.note(isOver, nowMs);
  }

  /** What was left when a send went out, as far as is known now; before the send itself when it was given back. */
  #believe(mark: BucketMark): number {
    return mark.level + this.#corrected - mark.corrected;
  }

  /** What was charged since the last word, held against what was estimated, wherever our own charge stood meanwhile. */
  #learnCharge(error: number, mark: BucketMark, isCharged: boolean): void {
    const estimated = mark.estimated - this.#last.estimated - (isCharged ? 0 : mark.estimate);
    const charged = mark.taken - this.#last.taken - (isCharged ? 0 : mark.amount) - error;
    if (estimated <= 0) return;
    const seen = Math.min(CHARGE_RANGE[1], Math.max(CHARGE_RANGE[0], charged / estimated));
    this.#charge += CHARGE_GAIN * (seen - this.#charge);
  }

  #correct(amount: number): void {
    this.#level = Math.min(this.#capacity, this.#level + amount);
    this.#corrected += amount;
  }

  /** What is refilled in a millisecond. */
  #measureRate(nowMs: number): number {
    return (this.#limit * this.#trust.measureShare(nowMs)) / MINUTE_MS;
  }

  #refill(nowMs: number): void {
    const grown = (nowMs - this.#atMs) * this.#measureRate(nowMs);
    this.#atMs = nowMs;
    if (this.#limit === Number.POSITIVE_INFINITY) return;
    // However much a provider lets out beyond its limit, after a minute it has to serve again.
    this.#level = Math.max(-this.#limit, Math.min(this.#capacity, this.#level + grown));
  }
}
