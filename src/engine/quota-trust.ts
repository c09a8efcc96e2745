const MINUTE_MS = 60_000;
/** A limit that only refusals tell is tried higher when none has come for so long: twice as high after five minutes more. */
const DOUBTED_MS = 10 * MINUTE_MS;
const DOUBLE_MS = 5 * MINUTE_MS;
const MOST_DOUBLINGS = 4;
/** After an odd refusal so much less is sent, and a little more again each minute. */
const STEP_BELOW = 0.015;
const MOST_BELOW = 0.045;
const REGAINED_PER_MS = 0.005 / MINUTE_MS;
/** So many odd ones are too many, each counting half as much after half a minute; fewer than so many once it was that. */
const HALF_MS = 30_000;
const TOO_MANY = 2.5;
const STILL_TOO_MANY = 1.1;

/**
 * How far a limit is to be believed that only refusals tell, and no header: it may have changed since, it may not be
 * what really is allowed, and others may use it too.
 *
 * A refusal is odd that comes although the limit was kept. One is no wonder, since servers count a call that comes a
 * millisecond early; after three within half a minute the limit does not explain them.
 */
export class QuotaTrust {
  #toldMs: number | undefined;
  #below = 0;
  #odd = 0;
  #isBroken = false;

  /** Whether refusals are what tells. */
  get isInUse(): boolean {
    return this.#toldMs !== undefined;
  }

  /** What may be sent, as a share of what is told. */
  measureShare(nowMs: number): number {
    if (this.#toldMs === undefined) return 1;
    const below = Math.max(0, this.#below - (nowMs - this.#toldMs) * REGAINED_PER_MS);
    return (1 - below) * 2 ** this.#countDoublings(nowMs);
  }

  /** Headers tell the limit from now on. */
  end(): void {
    this.#toldMs = undefined;
  }

  /** A refusal tells another limit than before. */
  renew(nowMs: number): void {
    this.#toldMs = nowMs;
    this.#below = 0;
    this.#odd = 0;
    this.#isBroken = false;
  }

  /**
   * A refusal tells the same limit again.
   *
   * @param isOver - Whether more was sent than the limit allows, as far as we know.
   * @returns Whether the limit explains it.
   */
  note(isOver: boolean, nowMs: number): boolean {
    const sinceMs = nowMs - (this.#toldMs ?? nowMs);
    const isTried = this.#countDoublings(nowMs) > 0;
    this.#toldMs = nowMs;
    this.#below = Math.max(0, this.#below - sinceMs * REGAINED_PER_MS);
    this.#odd *= 0.5 ** (sinceMs / HALF_MS);
    if (isOver || isTried) return true;
    this.#odd++;
    this.#below = Math.min(MOST_BELOW, this.#below + STEP_BELOW);
    this.#isBroken = this.#odd > (this.#isBroken ? STILL_TOO_MANY : TOO_MANY);
    return !this.#isBroken;
  }

  #countDoublings(nowMs: number): number {
    const doubtedMs = this.#toldMs === undefined ? 0 : nowMs - this.#toldMs - DOUBTED_MS;
    return Math.min(MOST_DOUBLINGS, Math.max(0, doubtedMs) / DOUBLE_MS);
  }
}
