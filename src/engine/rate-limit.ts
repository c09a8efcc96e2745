import type { Clock, Random } from '../base/index.ts';
import type { Usage } from '../providers/index.ts';
import type { Unit } from './amounts.ts';
import { Breaker, type BreakerNews } from './breaker.ts';
import { describeBreaker, describeLearnt, describeLimit } from './describe-limit.ts';
import type { Binding } from './events.ts';
import { type Ceilings, type Estimate, Gauges, type PassedLimits } from './gauges.ts';
import { LearntRate } from './learnt-rate.ts';
import type { Ending, Permit, Refusal } from './permit.ts';
import { Ramp, Window } from './window.ts';

/** What the limiter is told of the world. */
export interface RateLimitOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly onBreaker?: (news: BreakerNews) => void;
}

/** Why a wait is ended before its time: without a reason of ours an error with its stack would be made. */
const ANEW = 'anew';
/** The longest wait before looking again, well below what a timer can take. */
const LONGEST_WAIT_MS = 60_000;

interface Waiter {
  readonly estimate: Estimate;
  readonly enter: (permit: Permit) => void;
}

/**
 * Decides when the next call to one model may go out. Those who wait are served in order of arrival, hold no slot
 * and spend no attempt.
 *
 * Limits are: how many calls are under way (`Window`), the requests and tokens per minute that the provider tells or
 * the user sets (`Gauges`), a rate learnt from refusals where nobody tells one (`LearntRate`), a pause that the
 * provider asks for, and a breaker for when it refuses nearly everything. Time is monotonic throughout.
 */
export class RateLimit {
  readonly #clock: Clock;
  readonly #name: string;
  readonly #concurrency: number;
  readonly #gauges: Gauges;
  readonly #window: Window;
  readonly #ramp = new Ramp();
  readonly #learnt: LearntRate;
  readonly #breaker: Breaker;
  #waiting: Waiter[] = [];
  #inFlight = 0;
  #firstMs: number | undefined;
  #pausedUntilMs = Number.NEGATIVE_INFINITY;
  /** The part of the pause that the provider asked for. */
  #askedUntilMs = Number.NEGATIVE_INFINITY;
  #timer: AbortController | undefined;

  /** @param name - The model, as messages name it. */
  constructor(name: string, ceilings: Ceilings, { clock, random, onBreaker }: RateLimitOptions) {
    this.#clock = clock;
    this.#name = name;
    this.#concurrency = ceilings.concurrency;
    this.#gauges = new Gauges(ceilings);
    this.#window = new Window(ceilings.concurrency);
    this.#learnt = new LearntRate(ceilings.concurrency);
    this.#breaker = new Breaker(random, onBreaker ?? (() => undefined));
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  /** Calls that wait to be let out. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Whether something else than the number of calls at once holds the next call back. */
  get isHeld(): boolean {
    const head = this.#waiting[0];
    return head !== undefined && this.#measureWaitMs(head.estimate, this.#clock.monotonicMs()) > 0;
  }

  /** Resolves with a permit when the call may go out, or with undefined when the signal aborts first. */
  admit(estimate: Estimate, signal: AbortSignal): Promise<Permit | undefined> {
    if (signal.aborted) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const leave = (): void => {
        this.#waiting = this.#waiting.filter((other) => other !== waiter);
        resolve(undefined);
        // The next in line may need less; and when nobody is left, the timer is to end.
        this.#serve();
      };
      const enter = (permit: Permit): void => {
        signal.removeEventListener('abort', leave);
        resolve(permit);
      };
      const waiter: Waiter = { estimate, enter };
      this.#waiting.push(waiter);
      signal.addEventListener('abort', leave, { once: true });
      this.#serve();
    });
  }

  /**
   * Gives a permit back, and learns from how the send ended.
   *
   * @returns For how many milliseconds nothing goes out because of it.
   */
  release(permit: Permit, { kind, limits, refusal }: Ending): number {
    const nowMs = this.#clock.monotonicMs();
    this.#inFlight--;
    if (kind === 'unserved') this.#gauges.settle(permit.estimate, permit.taken, undefined, nowMs);
    const passed = this.#gauges.learn(limits, permit.taken, kind !== 'unserved', nowMs);
    this.#ramp.noteWord(nowMs);
    let pauseMs = 0;
    if (kind === 'answered') {
      this.#window.noteAnswered();
      this.#learnt.noteServed(nowMs);
      this.#breaker.noteServed();
    } else if (refusal) {
      pauseMs = this.#slowDown(permit, refusal, passed, nowMs);
    } else {
      this.#breaker.noteUnknown(permit.isProbe, nowMs);
    }
    this.#serve();
    return pauseMs;
  }

  /** Corrects the estimate of a send by what it really used. */
  settleUsage(permit: Permit, usage: Usage): void {
    this.#gauges.settle(permit.estimate, permit.taken, usage, this.#clock.monotonicMs());
    this.#serve();
  }

  /** What limits the rate just now. */
  describeBinding(): Binding {
    const nowMs = this.#clock.monotonicMs();
    const name = this.#name;
    const head = this.#waiting[0]?.estimate;
    if (this.#breaker.isOpen) return describeBreaker(name, this.#breaker.measureWaitMs(nowMs));
    if (this.#askedUntilMs > nowMs) {
      const seconds = Math.ceil((this.#askedUntilMs - nowMs) / 1000);
      return { kind: 'provider-pause', text: `pause of ${seconds} s asked by ${name}` };
    }
    const tight = head && this.#gauges.findTightest(head, nowMs);
    const learntMs = head ? this.#learnt.measureWaitMs(head, nowMs) : 0;
    if (tight && tight.waitMs >= learntMs) return describeLimit(name, tight);
    if (learntMs > 0) {
      const { unit } = this.#learnt;
      const used = this.#gauges.measureUsed(unit, nowMs);
      return describeLearnt(name, unit, this.#learnt.measurePerMinute(nowMs), used);
    }
    const used = this.#inFlight;
    if (this.#window.isShrunk) {
      const limit = this.#window.size;
      return {
        kind: 'slowed-down',
        text: `${limit} calls at once after ${name} asked for less`,
        used,
        limit,
      };
    }
    const limit = this.#concurrency;
    return { kind: 'calls', text: `${limit} calls at once (--concurrency)`, used, limit };
  }

  #slowDown(
    permit: Permit,
    { why, retryAfterMs }: Refusal,
    passed: PassedLimits | undefined,
    nowMs: number,
  ): number {
    const askedMs = retryAfterMs !== undefined && retryAfterMs > 0 ? retryAfterMs : undefined;
    this.#breaker.noteRefused(permit.isProbe, askedMs ?? 0, nowMs);
    let pauseMs = askedMs ?? 0;
    if (why === 'overload') this.#window.noteOverloaded();
    if (why === 'surge') {
      const sinceMs = Math.min(60_000, Math.max(1_000, nowMs - (this.#firstMs ?? nowMs)));
      this.#learnt.noteSurge((this.#gauges.measureUsed('requests', nowMs) * 60_000) / sinceMs, nowMs);
    }
    // What the provider's own words explain is known to the gauges.
    const isExplained = passed?.isExplained ?? this.#gauges.explains(permit.estimate, permit.taken, nowMs);
    if (why === 'rate' && !isExplained) {
      // One that passes several limits says little of which one it is that is shared.
      if (passed?.units.length === 1) this.#learnt.tellUnit(passed.units[0] as Unit);
      pauseMs = this.#learnt.noteRefused(permit.rate, askedMs, nowMs);
    } else {
      this.#learnt.noteExplained(permit.rate);
    }
    this.#pausedUntilMs = Math.max(this.#pausedUntilMs, nowMs + pauseMs);
    if (askedMs !== undefined) this.#askedUntilMs = Math.max(this.#askedUntilMs, nowMs + pauseMs);
    return pauseMs;
  }

  #measureWaitMs(estimate: Estimate, nowMs: number): number {
    return Math.max(
      this.#pausedUntilMs - nowMs,
      this.#breaker.measureWaitMs(nowMs),
      this.#ramp.measureWaitMs(nowMs),
      this.#learnt.measureWaitMs(estimate, nowMs),
      this.#gauges.measureWaitMs(estimate, nowMs),
    );
  }

  #serve(): void {
    this.#timer?.abort(ANEW);
    this.#timer = undefined;
    for (;;) {
      const head = this.#waiting[0];
      if (head === undefined || this.#inFlight >= this.#window.size) return;
      const nowMs = this.#clock.monotonicMs();
      const waitMs = this.#measureWaitMs(head.estimate, nowMs);
      if (waitMs > 0) {
        // While a probe is under way, its end serves the next one.
        if (waitMs !== Number.POSITIVE_INFINITY) this.#serveAfter(waitMs);
        return;
      }
      this.#waiting.shift();
      this.#inFlight++;
      this.#firstMs ??= nowMs;
      this.#ramp.take(nowMs);
      const taken = this.#gauges.take(head.estimate, nowMs);
      head.enter({
        estimate: head.estimate,
        taken,
        rate: this.#learnt.take(head.estimate, nowMs),
        isProbe: this.#breaker.take(),
      });
    }
  }

  #serveAfter(waitMs: number): void {
    const timer = new AbortController();
    this.#timer = timer;
    void this.#clock.sleep(Math.min(LONGEST_WAIT_MS, Math.ceil(waitMs)), timer.signal).then(() => {
      if (!timer.signal.aborted) this.#serve();
    });
  }
}
