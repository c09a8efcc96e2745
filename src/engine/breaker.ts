import type { Random } from '../base/index.ts';

/** The tap is closed when at most one of so many sends in a row was served. */
const LOOKED_AT = 40;
const MOST_SERVED = 1;
const FIRST_PAUSE_MS = 100;
/** Each probe that is refused makes the next pause longer. */
const GROWTH = 1.15;
const LONGEST_PAUSE_MS = 8_000;

/** What the breaker did. */
export interface BreakerNews {
  readonly state: 'open' | 'probing' | 'closed';
  /** Until the next probe. */
  readonly pauseMs: number;
}

/**
 * Opens when a provider refuses nearly all of the recent sends, and then lets single probes through, ever more rarely.
 * The first one that is served closes it: a provider that serves one in ten is asked on, and one that serves none is
 * left alone.
 *
 * The states are those of a circuit breaker: closed lets through, open refuses, probing (half-open) has one under way.
 */
export class Breaker {
  readonly #random: Random;
  readonly #tell: (news: BreakerNews) => void;
  /** The last sends: whether each was served. */
  #recent: boolean[] = [];
  #state: 'open' | 'probing' | 'closed' = 'closed';
  #probes = 0;
  #pauseUntilMs = Number.NEGATIVE_INFINITY;

  constructor(random: Random, tell: (news: BreakerNews) => void) {
    this.#random = random;
    this.#tell = tell;
  }

  get isOpen(): boolean {
    return this.#state !== 'closed';
  }

  /** Milliseconds until something may go out; `Infinity` while a probe is under way. */
  measureWaitMs(nowMs: number): number {
    if (this.#state === 'closed') return 0;
    if (this.#state === 'probing') return Number.POSITIVE_INFINITY;
    return Math.max(0, this.#pauseUntilMs - nowMs);
  }

  /** A send goes out; true when it is the probe. */
  take(): boolean {
    if (this.#state !== 'open') return false;
    this.#state = 'probing';
    this.#tell({ state: 'probing', pauseMs: 0 });
    return true;
  }

  noteServed(): void {
    if (this.#state === 'closed') {
      this.#remember(true);
      return;
    }
    this.#state = 'closed';
    this.#recent = [];
    this.#probes = 0;
    this.#tell({ state: 'closed', pauseMs: 0 });
  }

  /** @param askedMs - How long the provider asks to wait. */
  noteRefused(isProbe: boolean, askedMs: number, nowMs: number): void {
    if (isProbe) {
      this.#open(askedMs, nowMs);
      return;
    }
    if (this.#state !== 'closed') return;
    this.#remember(false);
    const served = this.#recent.filter(Boolean).length;
    if (this.#recent.length === LOOKED_AT && served <= MOST_SERVED) this.#open(askedMs, nowMs);
  }

  /** A probe ended without a word on whether the provider serves. */
  noteUnknown(isProbe: boolean, nowMs: number): void {
    if (isProbe) this.#open(0, nowMs);
  }

  #remember(isServed: boolean): void {
    this.#recent.push(isServed);
    if (this.#recent.length > LOOKED_AT) this.#recent.shift();
  }

  #open(askedMs: number, nowMs: number): void {
    const ownMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * GROWTH ** Math.min(100, this.#probes++));
    const pauseMs = Math.max(askedMs, ownMs * (1 - 0.25 * this.#random.fraction()));
    this.#state = 'open';
    this.#pauseUntilMs = nowMs + pauseMs;
    this.#tell({ state: 'open', pauseMs });
  }
}
