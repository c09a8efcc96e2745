/** A limit that is known exactly refuses nothing below it; so many refusals there are no limit's. */
const MOST_EARLY = 3;
/** Refusals taken for chance are doubted after so many were served, and then after eight times as many. */
const FIRST_DOUBT = 6;
const LATER_DOUBT = 8;
/** Of the sends of a trial, so many would be refused by chance. */
const TRIAL_REFUSALS = 8;
const MOST_TRIAL_SENDS = 300;

/**
 * Tells a limit from a provider that refuses by chance, however little is sent: at nine tenths of the rate a limit
 * serves everything, chance refuses as before. Knows when that is to be tried, for how long, and what came of it.
 */
export class Trial {
  /** The share of sends that were refused: among the last few dozen, and among the last few hundred. */
  #latest = 0;
  #usual = 0;
  #sends = 0;
  /** So many refusals during the trial are chance. */
  #refusals = 4;
  /** After so many were served in spite of chance, it is tried again. */
  #doubtAt = FIRST_DOUBT;
  #early = 0;
  /** The rate where it is what was served over a long stretch. */
  #exactPerMs: number | undefined;

  /** The share that was refused of late. */
  get share(): number {
    return this.#latest;
  }

  /** Whether refusals have all but ceased. */
  get isCalm(): boolean {
    return this.#usual < 0.002;
  }

  /** Whether there are many more refusals than there used to be: then there is a limit, too. */
  get isWorse(): boolean {
    return this.#latest >= 3 * this.#usual + 0.2;
  }

  note(refused: 0 | 1): void {
    this.#latest += (refused - this.#latest) / 32;
    this.#usual += (refused - this.#usual) / 128;
  }

  /** The rate is known from a long stretch, or from a trial that was passed. */
  know(ratePerMs: number): void {
    this.#exactPerMs = ratePerMs;
  }

  /** Whether refusals look like chance: below a rate that is known, or ever again. */
  isDue(pacePerMs: number, sends: number, served: number, refused: number): boolean {
    const isEarly = this.#exactPerMs !== undefined && pacePerMs < 0.995 * this.#exactPerMs;
    this.#early = isEarly ? this.#early + 1 : 0;
    return this.#early > MOST_EARLY || isTooOften(sends, served, refused);
  }

  begin(): void {
    this.#early = 0;
    this.#exactPerMs = undefined;
    this.#refusals = this.#latest > 0.6 ? 3 : 4;
    const sends = Math.ceil(TRIAL_REFUSALS / Math.max(0.02, this.#usual));
    this.#sends = Math.min(MOST_TRIAL_SENDS, Math.max(4, sends));
  }

  /** Whether so many refusals during the trial are chance. */
  isLost(refused: number): boolean {
    return refused >= this.#refusals;
  }

  /** Whether so many sends are enough, so that the limit is one. */
  isWon(sends: number): boolean {
    return sends >= this.#sends;
  }

  /** Whether what was taken for chance is to be tried again: taken so too early, with little known of the rate? */
  isDoubted(served: number): boolean {
    if (served < this.#doubtAt) return false;
    this.#doubtAt *= LATER_DOUBT;
    return true;
  }

  /** The next verdict of chance is doubted early again. */
  forget(): void {
    this.#doubtAt = FIRST_DOUBT;
  }
}

/** A limit refuses less and less often the longer it is known, since the rate is ever more exact; chance does not. */
const isTooOften = (sends: number, served: number, refused: number): boolean =>
  (served >= 2 || sends >= 48) && refused > 4 + 2 * Math.log2(1 + sends);
