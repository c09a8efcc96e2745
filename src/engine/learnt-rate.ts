import { Allotment } from './allotment.ts';
import { type Amounts, addAmounts, type Estimate, NO_AMOUNTS, toAmounts, type Unit } from './amounts.ts';
import { toChancePace, toProbingPace, toSearchPace } from './pace.ts';
import { type Moment, type RateMark, Stretch } from './stretch.ts';
import { Trial } from './trial.ts';
import { Yardstick } from './yardstick.ts';

const MINUTE_MS = 60_000;
/** The first pause after a refusal that names no wait; doubles with each refusal before the next answer. */
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 1_000;
/** A stretch between two refusals is long enough to tell the rate exactly when it has so many that were served and lasts so long. */
const EXACT_SERVED = 20;
const EXACT_MS = 5_000;
/** Where refusals come by chance, a wait up to this long is for the one that was refused, and not for all. */
const LONGEST_OWN_WAIT_MS = 5_000;
/** After a surge the old rate is doubled in so long. */
const SURGE_MS = 15 * MINUTE_MS;
/** A rate that is known from a few calls alone is tried higher so many times as fast. */
const GUESS_HURRY = 3;

type Mode = 'free' | 'search' | 'paced' | 'trial' | 'chance';

/**
 * Learns how much a minute a provider serves that does not tell, from what it refuses.
 *
 * The first refusal says that the provider's bucket is empty. From then on what is served up to another refusal is what
 * was refilled in between, whatever the size of the bucket: (served + 1) / time is the rate, and the more exact the
 * longer the stretch. Just below it the pace begins, and grows until the next refusal, about once a minute.
 *
 * Rates are in calls of mean size; what makes the size of a call, its being one or its tokens, `Yardstick` finds out.
 * Refusals by chance, however little is sent, are told apart by a `Trial`; then the pace follows the share that is
 * refused, and not what is served.
 */
export class LearntRate {
  readonly #concurrency: number;
  readonly #yardstick = new Yardstick();
  readonly #trial = new Trial();
  #mode: Mode = 'free';
  #order = 0;
  #all: Amounts = NO_AMOUNTS;
  readonly #stretch = new Stretch();
  /** Sends up to this one cannot know of our last reaction. */
  #reactedOrder = 0;
  #pausedMs = FIRST_PAUSE_MS;
  #ratePerMs = Number.POSITIVE_INFINITY;
  #rateSinceMs = 0;
  /** How much faster than usual a rate is tried higher that little is known of. */
  #hurry = GUESS_HURRY;
  /** A surge is answered with a slow ramp: the old rate, and twice as much after so long. */
  #surgeUntilMs = Number.NEGATIVE_INFINITY;
  #pauses = 0;
  readonly #allotment = new Allotment();

  constructor(concurrency: number) {
    this.#concurrency = concurrency;
  }

  /** What is counted. */
  get unit(): Unit {
    return this.#yardstick.unit;
  }

  /** How much of the unit is let out in a minute now; `Infinity` while nothing was learnt. */
  measurePerMinute(nowMs: number): number {
    return this.#measurePaceMs(nowMs) * this.#yardstick.scale * MINUTE_MS;
  }

  measureWaitMs(estimate: Estimate, nowMs: number): number {
    const weight = this.#yardstick.weigh(toAmounts(estimate));
    return this.#allotment.measureWaitMs(weight, this.#measurePaceMs(nowMs), nowMs);
  }

  take(estimate: Estimate, nowMs: number): RateMark {
    const amounts = toAmounts(estimate);
    this.#allotment.take(this.#yardstick.weigh(amounts), this.#measurePaceMs(nowMs), nowMs);
    this.#yardstick.note(amounts);
    this.#all = addAmounts(this.#all, amounts);
    return { atMs: nowMs, order: ++this.#order, amounts, all: this.#all };
  }

  noteServed(nowMs: number): void {
    this.#pauses = 0;
    this.#noteShare(0);
    const served = this.#stretch.countServed(this.#order);
    if (this.#mode !== 'chance' || !this.#trial.isDoubted(served)) return;
    this.#beginTrial(this.#now(nowMs), (served - 1.5) / Math.max(1, nowMs - this.#stretch.startMs), nowMs);
  }

  /** A refusal that something else explains was not served either. */
  noteExplained(mark: RateMark): void {
    this.#stretch.noteRefused(mark);
    this.#yardstick.noteRefused(mark);
  }

  /** The provider says what it counts. */
  tellUnit(unit: Unit): void {
    this.#yardstick.tell(unit);
  }

  /**
   * Takes in a refusal that nothing explains that the provider told.
   *
   * @param askedMs - How long the provider asks to wait; undefined where it does not say.
   * @returns Milliseconds for which nothing should go out.
   */
  noteRefused(mark: RateMark, askedMs: number | undefined, nowMs: number): number {
    this.#noteShare(1);
    this.noteExplained(mark);
    if (this.#mode === 'chance') {
      if (this.#trial.isWorse) {
        this.#trial.forget();
        this.#begin('search', mark, Number.POSITIVE_INFINITY, nowMs);
      }
      // A short wait is for the one that was refused: others are served meanwhile.
      return askedMs !== undefined && askedMs > LONGEST_OWN_WAIT_MS ? askedMs : 0;
    }
    // Refusals of calls that went out before we reacted are one piece of news, not many.
    if (mark.order <= this.#reactedOrder && this.#mode !== 'free') {
      if (askedMs !== undefined) this.#hold(Math.max(this.#pausedMs, askedMs), askedMs, nowMs);
      return askedMs ?? 0;
    }
    this.#react(mark, nowMs);
    this.#reactedOrder = this.#order;
    const ownMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(10, this.#pauses++));
    const pauseMs = askedMs ?? (this.#mode === 'search' ? Math.min(2 * FIRST_PAUSE_MS, ownMs) : ownMs);
    // What was refilled meanwhile is free when the provider's own wait is over.
    if (askedMs === undefined) this.#allotment.empty();
    else this.#allotment.fill(askedMs * this.#measurePaceMs(nowMs));
    this.#hold(Math.max(FIRST_PAUSE_MS, pauseMs), pauseMs, nowMs);
    return pauseMs;
  }

  /** Nothing grows while nobody may send. */
  #hold(pausedMs: number, pauseMs: number, nowMs: number): void {
    this.#pausedMs = pausedMs;
    this.#allotment.hold(nowMs + pauseMs);
    this.#rateSinceMs = Math.max(this.#rateSinceMs, nowMs + pauseMs);
  }

  /**
   * The provider says that we grew too fast: back to what it served before, and slowly up from there
   * (OpenAI error codes guide, 2026-07-15: the old rate for at least 15 minutes, then a gradual increase).
   *
   * @param servedPerMinute - Requests that went out in the last minute.
   */
  noteSurge(servedPerMinute: number, nowMs: number): void {
    if (nowMs < this.#surgeUntilMs - SURGE_MS + MINUTE_MS) return;
    this.#surgeUntilMs = nowMs + SURGE_MS;
    this.#hurry = 1;
    const pace = Math.min(this.#measurePaceMs(nowMs), servedPerMinute / MINUTE_MS);
    this.#begin('paced', this.#now(nowMs), Math.max(1 / MINUTE_MS, pace * 0.7), nowMs);
  }

  #react(mark: RateMark, nowMs: number): void {
    switch (this.#mode) {
      case 'free':
        // What was served so far came out of a full bucket, so it tells nothing yet; nor does what is still under way.
        this.#begin('search', { ...this.#now(nowMs), atMs: mark.atMs }, Number.POSITIVE_INFINITY, nowMs);
        return;
      case 'trial':
        if (!this.#trial.isLost(this.#stretch.refused)) return;
        this.#begin('chance', this.#now(nowMs), Number.POSITIVE_INFINITY, nowMs);
        return;
      default:
        this.#reactToLimit(mark, nowMs);
    }
  }

  #reactToLimit(mark: RateMark, nowMs: number): void {
    const pace = this.#measurePaceMs(nowMs);
    const isNewUnit = this.#yardstick.endPiece(mark);
    const served = this.#stretch.countServed(mark.order);
    const tookMs = Math.max(1, mark.atMs - this.#stretch.startMs);
    if (this.#trial.isDue(pace, this.#stretch.countSent(mark.order), served, this.#stretch.refused)) {
      if (this.#yardstick.takeBack()) this.#begin('search', mark, pace, nowMs);
      else this.#beginTrial(mark, Math.max(1, served) / tookMs, nowMs);
      return;
    }
    const amounts = this.#stretch.sumServed(mark);
    if (served >= EXACT_SERVED && tookMs >= EXACT_MS) {
      if (!isNewUnit) this.#yardstick.confirm();
      this.#adopt(mark, (this.#yardstick.measure(amounts) + 0.5) / tookMs, nowMs);
      return;
    }
    this.#mode = this.#mode === 'search' && served < 2 ? 'search' : 'paced';
    this.#hurry = GUESS_HURRY;
    this.#setRate(Math.min(pace, (this.#yardstick.measure(amounts) + 1) / tookMs), nowMs);
  }

  #adopt(mark: RateMark, servedPerMs: number, nowMs: number): void {
    // Had we sent all that the pace allows, more would have gone out: then a refusal tells little about the limit.
    const isUnused = servedPerMs < 0.85 * this.#ratePerMs && this.#stretch.refused <= 4;
    this.#hurry = 1;
    if (!isUnused) this.#trial.know(servedPerMs);
    const usedPerMs = 0.95 * Math.min(this.#measurePaceMs(nowMs), this.#ratePerMs);
    this.#begin('paced', mark, isUnused ? usedPerMs : servedPerMs, nowMs);
  }

  #beginTrial(mark: Moment, servedPerMs: number, nowMs: number): void {
    this.#trial.begin();
    this.#hurry = GUESS_HURRY;
    this.#begin('trial', { ...this.#now(nowMs), atMs: mark.atMs }, 0.9 * servedPerMs, nowMs);
  }

  #begin(mode: Mode, start: Moment, ratePerMs: number, nowMs: number): void {
    this.#mode = mode;
    this.#stretch.begin(start);
    this.#yardstick.beginPiece(start);
    this.#setRate(ratePerMs, nowMs);
  }

  #setRate(ratePerMs: number, nowMs: number): void {
    this.#ratePerMs = ratePerMs;
    this.#rateSinceMs = nowMs;
  }

  #now(nowMs: number): Moment {
    return { atMs: nowMs, order: this.#order, all: this.#all };
  }

  #noteShare(refused: 0 | 1): void {
    this.#trial.note(refused);
    if (this.#mode === 'chance' && this.#trial.isCalm) this.#mode = 'free';
    if (this.#mode === 'trial' && this.#trial.isWon(this.#stretch.countSent(this.#order))) {
      this.#mode = 'paced';
      this.#ratePerMs /= 0.9;
      this.#trial.know(this.#ratePerMs);
    }
  }

  /** Calls of mean size per millisecond that may go out now. */
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
        return toChancePace(this.#concurrency, this.#trial.share);
      case 'paced':
        if (nowMs < this.#surgeUntilMs) return this.#ratePerMs * (1 + sinceMs / SURGE_MS);
        return toProbingPace(this.#ratePerMs, sinceMs, this.#order - this.#reactedOrder, this.#hurry);
    }
  }
}
