import {
  countTrialSends,
  isTooOften,
  RefusedShare,
  toChancePace,
  toProbingPace,
  toSearchPace,
} from './pace.ts';

const MINUTE_MS = 60_000;
/** The first pause after a refusal that names no wait; doubles with each refusal before the next answer. */
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 1_000;
/** A stretch between two refusals is long enough to tell the rate exactly when it has so many that were served and lasts so long. */
const EXACT_SERVED = 20;
const EXACT_MS = 5_000;
/** A limit that is known exactly refuses nothing below it; so many refusals there are no limit's. */
const MOST_EARLY = 3;
/** Where refusals come by chance, a wait up to this long is for the one that was refused, and not for all. */
const LONGEST_OWN_WAIT_MS = 5_000;
/** Refusals taken for chance are doubted after so many were served, and then after eight times as many. */
const FIRST_DOUBT = 6;
/** After a surge the old rate is doubled in so long. */
const SURGE_MS = 15 * MINUTE_MS;

/** When a send was let out, and as the how manieth. */
export interface RateMark {
  readonly atMs: number;
  readonly order: number;
}

type Mode = 'free' | 'search' | 'paced' | 'trial' | 'chance';

/**
 * Learns how many requests a minute a provider serves that does not tell, from what it refuses.
 *
 * The first refusal says that the provider's bucket is empty. From then on what is served up to another refusal is what
 * was refilled in between, whatever the size of the bucket: (served + 1) / time is the rate, and the more exact the
 * longer the stretch. Just below it the pace begins, and grows until the next refusal, about once a minute.
 *
 * A provider that refuses by chance, however little is sent, is told apart by a trial at nine tenths of the rate: a
 * limit serves that, chance does not. Then the pace follows the share that is refused, and not what is served.
 */
export class LearntRate {
  readonly #concurrency: number;
  #mode: Mode = 'free';
  #order = 0;
  /** The refused send with which the stretch began, and what was refused of those that were sent after it. */
  #start: RateMark = { atMs: 0, order: 0 };
  #refused = 0;
  /** Sends up to this one cannot know of our last reaction. */
  #reactedOrder = 0;
  #pausedMs = FIRST_PAUSE_MS;
  #ratePerMs = Number.POSITIVE_INFINITY;
  #rateSinceMs = 0;
  /** A surge is answered with a slow ramp: the old rate, and twice as much after so long. */
  #surgeUntilMs = Number.NEGATIVE_INFINITY;
  #pauses = 0;
  #trialSends = 0;
  /** So many refusals during the trial are chance. */
  #trialRefusals = 4;
  /** After so many were served in spite of chance, it is tried again. */
  #doubtAt = FIRST_DOUBT;
  #early = 0;
  /** Whether the rate is what was served over a long stretch. */
  #isExact = false;
  #exactPerMs = 0;
  readonly #share = new RefusedShare();
  #level = 0;
  #atMs = 0;

  constructor(concurrency: number) {
    this.#concurrency = concurrency;
  }

  /** Requests a minute that are let out now; `Infinity` while nothing was learnt. */
  measurePerMinute(nowMs: number): number {
    return this.#measurePaceMs(nowMs) * MINUTE_MS;
  }

  /** Whether what was learnt is the provider's limit, and not its way to refuse by chance. */
  get isLimit(): boolean {
    return this.#mode === 'paced' || this.#mode === 'search' || this.#mode === 'trial';
  }

  measureWaitMs(nowMs: number): number {
    const pace = this.#measurePaceMs(nowMs);
    if (pace === Number.POSITIVE_INFINITY) return 0;
    this.#refill(pace, nowMs);
    return this.#level >= 1 - 1e-9 ? 0 : (1 - this.#level) / pace;
  }

  take(nowMs: number): RateMark {
    const pace = this.#measurePaceMs(nowMs);
    if (pace !== Number.POSITIVE_INFINITY) {
      this.#refill(pace, nowMs);
      this.#level--;
    }
    return { atMs: nowMs, order: ++this.#order };
  }

  noteServed(nowMs: number): void {
    this.#pauses = 0;
    this.#noteShare(0);
    const served = this.#order - this.#start.order - this.#refused;
    if (this.#mode !== 'chance' || served < this.#doubtAt) return;
    // Taken for chance too early, with little known of the rate? By now that is known well.
    this.#doubtAt *= 8;
    const mark = { atMs: nowMs, order: this.#order };
    this.#beginTrial(mark, (served - 1.5) / Math.max(1, nowMs - this.#start.atMs), nowMs);
  }

  /**
   * Takes in a refusal that no header explains.
   *
   * @param askedMs - How long the provider asks to wait; undefined where it does not say.
   * @returns Milliseconds for which nothing should go out.
   */
  noteRefused(mark: RateMark, askedMs: number | undefined, nowMs: number): number {
    this.#noteShare(1);
    if (this.#mode === 'chance') {
      if (mark.order > this.#start.order) this.#refused++;
      this.#leaveChance(mark, nowMs);
      // A short wait is for the one that was refused: others are served meanwhile.
      return askedMs !== undefined && askedMs > LONGEST_OWN_WAIT_MS ? askedMs : 0;
    }
    if (mark.order > this.#start.order) this.#refused++;
    // Refusals of calls that went out before we reacted are one piece of news, not many.
    if (mark.order <= this.#reactedOrder && this.#mode !== 'free') return askedMs ?? 0;
    this.#react(mark, nowMs);
    this.#reactedOrder = this.#order;
    const ownMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(10, this.#pauses++));
    const pauseMs = askedMs ?? (this.#mode === 'search' ? Math.min(2 * FIRST_PAUSE_MS, ownMs) : ownMs);
    this.#pausedMs = Math.max(FIRST_PAUSE_MS, pauseMs);
    // Nothing grows while nobody may send; what was refilled meanwhile is free when the provider's own wait is over.
    this.#level =
      askedMs === undefined ? Math.min(0, this.#level) : Math.min(1, askedMs * this.#measurePaceMs(nowMs));
    this.#atMs = nowMs + pauseMs;
    this.#rateSinceMs = nowMs + pauseMs;
    return pauseMs;
  }

  /**
   * The provider says that we grew too fast: back to what it served before, and slowly up from there
   * (OpenAI error codes guide, 2026-07-15: the old rate for at least 15 minutes, then a gradual increase).
   *
   * @param servedPerMinute - What went out in the last minute.
   */
  noteSurge(servedPerMinute: number, nowMs: number): void {
    if (nowMs < this.#surgeUntilMs - SURGE_MS + MINUTE_MS) return;
    this.#surgeUntilMs = nowMs + SURGE_MS;
    const pace = Math.min(this.#measurePaceMs(nowMs), servedPerMinute / MINUTE_MS);
    this.#begin('paced', { atMs: nowMs, order: this.#order }, Math.max(1 / MINUTE_MS, pace * 0.7), nowMs);
  }

  #react(mark: RateMark, nowMs: number): void {
    const sends = mark.order - this.#start.order;
    const served = Math.max(0, sends - this.#refused);
    const tookMs = Math.max(1, mark.atMs - this.#start.atMs);
    switch (this.#mode) {
      case 'free':
        // What was served so far came out of a full bucket, so it tells nothing yet; nor does what is still under way.
        this.#begin('search', { atMs: mark.atMs, order: this.#order }, Number.POSITIVE_INFINITY, nowMs);
        return;
      case 'trial':
        if (this.#refused < this.#trialRefusals) return;
        this.#begin('chance', { atMs: nowMs, order: this.#order }, Number.POSITIVE_INFINITY, nowMs);
        return;
      default:
        this.#noteEarly(nowMs);
        if (this.#early > MOST_EARLY || isTooOften(sends, served, this.#refused)) {
          this.#beginTrial(mark, Math.max(1, served) / tookMs, nowMs);
          return;
        }
        if (served >= EXACT_SERVED && tookMs >= EXACT_MS) {
          this.#adopt(mark, (served + 0.5) / tookMs, nowMs);
          return;
        }
        this.#mode = this.#mode === 'search' && served < 2 ? 'search' : 'paced';
        this.#setRate(Math.min(this.#measurePaceMs(nowMs), (served + 1) / tookMs), nowMs);
    }
  }

  #noteEarly(nowMs: number): void {
    const isEarly = this.#isExact && this.#measurePaceMs(nowMs) < 0.995 * this.#exactPerMs;
    this.#early = isEarly ? this.#early + 1 : 0;
  }

  #adopt(mark: RateMark, servedPerMs: number, nowMs: number): void {
    const pace = this.#measurePaceMs(nowMs);
    // Had we sent all that the pace allows, more would have gone out: then a refusal tells little about the limit.
    const isUnused = servedPerMs < 0.85 * this.#ratePerMs && this.#refused <= 4;
    if (!isUnused) {
      this.#isExact = true;
      this.#exactPerMs = servedPerMs;
    }
    this.#begin('paced', mark, isUnused ? 0.95 * Math.min(pace, this.#ratePerMs) : servedPerMs, nowMs);
  }

  #beginTrial(mark: RateMark, servedPerMs: number, nowMs: number): void {
    this.#early = 0;
    this.#isExact = false;
    this.#trialRefusals = this.#share.latest > 0.6 ? 3 : 4;
    this.#trialSends = countTrialSends(this.#share.usual);
    this.#begin('trial', { atMs: mark.atMs, order: this.#order }, 0.9 * servedPerMs, nowMs);
  }

  #begin(mode: Mode, mark: RateMark, ratePerMs: number, nowMs: number): void {
    this.#mode = mode;
    this.#start = mark;
    this.#refused = 0;
    this.#setRate(ratePerMs, nowMs);
  }

  #setRate(ratePerMs: number, nowMs: number): void {
    this.#ratePerMs = ratePerMs;
    this.#rateSinceMs = nowMs;
  }

  /** Many more refusals than there used to be: now there is a limit, too. */
  #leaveChance(mark: RateMark, nowMs: number): void {
    if (this.#share.latest < 3 * this.#share.usual + 0.2) return;
    this.#doubtAt = FIRST_DOUBT;
    this.#begin('search', mark, Number.POSITIVE_INFINITY, nowMs);
  }

  #noteShare(refused: 0 | 1): void {
    this.#share.note(refused);
    if (this.#mode === 'chance' && this.#share.usual < 0.002) this.#mode = 'free';
    if (this.#mode === 'trial' && this.#order - this.#start.order >= this.#trialSends) {
      this.#mode = 'paced';
      this.#ratePerMs /= 0.9;
      this.#isExact = true;
      this.#exactPerMs = this.#ratePerMs;
    }
  }

  /** Requests per millisecond that may go out now. */
  #measurePaceMs(nowMs: number): number {
    const sinceMs = Math.max(0, nowMs - this.#rateSinceMs);
    switch (this.#mode) {
      case 'free':
        return Number.POSITIVE_INFINITY;
      case 'search':
        return toSearchPace(Math.min(2 / this.#pausedMs, this.#ratePerMs), sinceMs);
      case 'trial':
        return this.#ratePerMs;
      case 'chance':
        return toChancePace(this.#concurrency, this.#share.latest);
      case 'paced':
        return nowMs < this.#surgeUntilMs
          ? this.#ratePerMs * (1 + sinceMs / SURGE_MS)
          : toProbingPace(this.#ratePerMs, sinceMs, this.#order - this.#reactedOrder);
    }
  }

  #refill(pace: number, nowMs: number): void {
    if (nowMs <= this.#atMs) return;
    const most = Math.max(1, pace * FIRST_PAUSE_MS);
    this.#level = Math.min(most, this.#level + (nowMs - this.#atMs) * pace);
    this.#atMs = nowMs;
  }
}
