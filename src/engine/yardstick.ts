import { type Amounts, addAmounts, NO_AMOUNTS, UNITS, type Unit } from './amounts.ts';
import { type Moment, type RateMark, Stretch } from './stretch.ts';

/** So many pieces are compared, and from so many on. */
const KEPT = 12;
const ENOUGH = 3;
/** A shorter one tells more of the calls at its ends than of the rate. */
const LEAST_SERVED = 4;
/** Another unit is taken when its pieces differ by less than this share of what they do in the present one. */
const BETTER = 0.5;
/** Pieces differ so little that it does not matter what is counted. */
const ALIKE = 0.01;
/**
 * The most that pieces may differ in the unit that is taken. In the one that counts it is what a call at either end
 * makes, and what estimates miss; more has other reasons than the unit.
 */
const MOST_SPREAD = 0.1;
/** A call that counts next to nothing counts for so much of one of mean size. */
const LEAST_WEIGHT = 0.01;

/** What was served between two refusals, and how long that took. */
interface Served {
  readonly amounts: Amounts;
  readonly tookMs: number;
}

/**
 * Finds out what it is that a limit counts which nobody tells. Between two refusals a limit serves what it refills, so
 * in the unit that it counts all pieces come to the same rate, and in any other they differ as the calls do.
 *
 * A call is measured in calls of mean size, whatever the unit; for requests each is one.
 */
export class Yardstick {
  #unit: Unit = 'requests';
  #scale = 1;
  #isTold = false;
  #all: Amounts = NO_AMOUNTS;
  readonly #piece = new Stretch();
  #pieces: readonly Served[] = [];
  /** The unit before the present one was found by comparison; undefined when it was not, or has proved right since. */
  #before: Unit | undefined;
  #isBarred = false;

  /** What is counted now. */
  get unit(): Unit {
    return this.#unit;
  }

  /** So much of the unit is one. */
  get scale(): number {
    return this.#scale;
  }

  /** Counts a send among those that give the mean size. */
  note(amounts: Amounts): void {
    this.#all = addAmounts(this.#all, amounts);
  }

  /** How many calls of mean size these are. */
  measure(amounts: Amounts): number {
    return amounts[this.#unit] / this.#scale;
  }

  /** The same for one call, of which each counts for something. */
  weigh(amounts: Amounts): number {
    return Math.max(LEAST_WEIGHT, this.measure(amounts));
  }

  /** The provider says what it counts. */
  tell(unit: Unit): void {
    this.#isTold = true;
    if (unit !== this.#unit) this.#use(unit);
  }

  /** What is served from now on is a new piece. */
  beginPiece(start: Moment): void {
    this.#piece.begin(start);
  }

  noteRefused(mark: RateMark): void {
    this.#piece.noteRefused(mark);
  }

  /** A refusal ends the piece, and begins the next one; returns whether something else is counted from now on. */
  endPiece(mark: RateMark): boolean {
    const isNewUnit = this.notePiece(this.#piece.sumServed(mark), mark.atMs - this.#piece.startMs);
    this.#piece.begin(mark);
    return isNewUnit;
  }

  /** Takes in what was served between two refusals; returns whether something else is counted from now on. */
  notePiece(amounts: Amounts, tookMs: number): boolean {
    if (amounts.requests < LEAST_SERVED || tookMs <= 0) return false;
    this.#pieces = [...this.#pieces, { amounts, tookMs }].slice(-KEPT);
    if (this.#isTold || this.#isBarred || this.#pieces.length < ENOUGH) return false;
    const now = this.#measureSpread(this.#unit);
    const spreads = UNITS.map((unit) => ({ unit, spread: this.#measureSpread(unit) }));
    const best = spreads.reduce((one, other) => (other.spread < one.spread ? other : one));
    if (now < ALIKE || best.spread >= Math.min(MOST_SPREAD, BETTER * now)) return false;
    this.#before = this.#unit;
    this.#use(best.unit);
    return true;
  }

  /** The present unit led to no early refusals. */
  confirm(): void {
    this.#before = undefined;
  }

  /** Goes back to the unit before when the new one leads to refusals at once: it was found by accident. Once is enough. */
  takeBack(): boolean {
    if (this.#before === undefined) return false;
    this.#use(this.#before);
    this.#before = undefined;
    this.#isBarred = true;
    return true;
  }

  #use(unit: Unit): void {
    this.#unit = unit;
    const mean = this.#all[unit] / this.#all.requests;
    this.#scale = mean > 0 ? mean : 1;
  }

  /** How much the rates of the pieces differ, made good for their length: the square of what one call would. */
  #measureSpread(unit: Unit): number {
    const sum = (pick: (one: Served) => number): number =>
      this.#pieces.reduce((all, one) => all + pick(one), 0);
    const rate = sum(({ amounts }) => amounts[unit]) / sum(({ tookMs }) => tookMs);
    if (!(rate > 0)) return Number.POSITIVE_INFINITY;
    const squares = sum(({ amounts, tookMs }) => amounts.requests * (amounts[unit] / tookMs / rate - 1) ** 2);
    return squares / (this.#pieces.length - 1);
  }
}
