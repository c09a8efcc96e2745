/** How many calls go out at once before the provider has shown that it serves them: doubled at each round of answers. */
const FIRST_WINDOW = 32;
/** Weight of the latest round in the share of refusals (RFC 8257, section 3.3: g = 1/16). */
const GAIN = 1 / 16;

/**
 * How many calls may be under way. Doubles each round up to where refusals began, then grows slowly; refusals for
 * overload shrink it by half of their share among all, so that one in a hundred costs little and all of them halve it
 * (Data Center TCP, RFC 8257).
 */
export class Window {
  readonly #most: number;
  #size: number;
  /** Where growth turns from doubling to slow. */
  #knee: number;
  /** Share of sends that were refused, over the last rounds. */
  #share = 1;
  #answered = 0;
  #refused = 0;
  #hasShrunk = false;

  /** @param most - The user's ceiling. */
  constructor(most: number) {
    this.#most = most;
    this.#size = Math.min(FIRST_WINDOW, most);
    this.#knee = most;
  }

  get size(): number {
    return Math.max(1, Math.floor(this.#size));
  }

  /** Whether refusals hold the window below the user's ceiling. */
  get isShrunk(): boolean {
    return this.#hasShrunk && this.size < this.#most;
  }

  noteAnswered(): void {
    this.#answered++;
    const step = this.#size < this.#knee ? 1 : Math.max(1, this.#most / 20) / this.#size;
    this.#size = Math.min(this.#most, this.#size + step);
    this.#endRound();
  }

  noteOverloaded(): void {
    this.#refused++;
    if (!this.#hasShrunk) {
      this.#hasShrunk = true;
      this.#endRound(true);
      return;
    }
    this.#endRound();
  }

  /** A round is as many sends as may be under way: what went out together is one piece of news. */
  #endRound(isFirst = false): void {
    const all = this.#answered + this.#refused;
    if (!isFirst && all < this.#size) return;
    if (this.#hasShrunk) this.#share += GAIN * (this.#refused / all - this.#share);
    if (this.#refused > 0) {
      // What stood before the trouble began is returned to quickly, but for a fifth.
      this.#knee = Math.max(this.#size * 0.8, this.#knee * 0.8);
      this.#size = Math.max(1, this.#size * (1 - this.#share / 2));
    }
    this.#answered = 0;
    this.#refused = 0;
  }
}

/** How fast calls may go out at the start: so many in the first fifth of a second, twice as many in each further one. */
const START_PER_MS = 32 / 200;
const DOUBLE_MS = 200;
/** After so many calls the first word of the provider is awaited, but not for long: it may tell a limit. */
const SCOUTS = 8;
const AWAITED_MS = 100;
/** From here on nothing is spread any more. */
const FASTEST_PER_MS = 10;

/**
 * Spreads the first calls of a run, which costs nothing in the end but shows a limit before much has been sent against
 * it: a wave of a hundred would all be refused at once.
 */
export class Ramp {
  #beganMs: number | undefined;
  #sent = 0;
  #isHeard = false;

  /** The provider answered or refused. */
  noteWord(nowMs: number): void {
    if (this.#isHeard || this.#beganMs === undefined) return;
    this.#isHeard = true;
    this.#beganMs = Math.max(this.#beganMs, nowMs - toMoment(this.#sent));
  }

  measureWaitMs(nowMs: number): number {
    if (this.#beganMs === undefined || this.#sent === Number.POSITIVE_INFINITY) return 0;
    const sinceMs = nowMs - this.#beganMs;
    if (START_PER_MS * 2 ** (sinceMs / DOUBLE_MS) >= FASTEST_PER_MS) {
      this.#sent = Number.POSITIVE_INFINITY;
      return 0;
    }
    const isAwaited = !this.#isHeard && this.#sent >= SCOUTS;
    return Math.max(0, toMoment(this.#sent) - sinceMs, isAwaited ? AWAITED_MS - sinceMs : 0);
  }

  take(nowMs: number): void {
    this.#beganMs ??= nowMs;
    this.#sent++;
  }
}

/** When the next one goes out after so many, in milliseconds: the integral of a rate that doubles, solved for time. */
const toMoment = (sent: number): number =>
  DOUBLE_MS * Math.log2(1 + (sent * Math.LN2) / (START_PER_MS * DOUBLE_MS));
