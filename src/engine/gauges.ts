import type { Allowance, Limits } from '../providers/index.ts';
import { type Estimate, sumTokens, toAmounts, UNITS, type Unit } from './amounts.ts';
import { Ceiling } from './ceiling.ts';
import { type BucketMark, HeaderBucket } from './header-bucket.ts';
import { MinuteMeter } from './minute-meter.ts';

export type { Estimate } from './amounts.ts';

/** The user's ceilings; whatever is left out is unlimited. */
export interface Ceilings {
  readonly concurrency: number;
  readonly requestsPerMinute?: number;
  readonly tokensPerMinute?: number;
}

/** What one send took of each limit. */
export interface Taken {
  readonly atMs: number;
  readonly marks: Readonly<Record<Unit, BucketMark>>;
}

/** The limits by which a refusal says that it refuses. */
export interface PassedLimits {
  readonly units: readonly Unit[];
  /** Whether they were not known so before, or known to be used up. */
  readonly isExplained: boolean;
}

/** A limit per minute as it stands for the next call. */
export interface LimitWait {
  readonly unit: Unit;
  /** Whose limit it is. */
  readonly isUsers: boolean;
  readonly waitMs: number;
  /** What was taken of it in the last 60 seconds. */
  readonly used: number;
  readonly limit: number;
}

const TOKENS = ['tokens', 'inputTokens', 'outputTokens'] as const satisfies readonly Unit[];

/** All limits per minute of one model: the provider's, as its headers tell them, and the user's own. */
export class Gauges {
  readonly #told = {
    requests: new HeaderBucket(false),
    tokens: new HeaderBucket(true),
    inputTokens: new HeaderBucket(true),
    outputTokens: new HeaderBucket(true),
  } as const satisfies Record<Unit, HeaderBucket>;
  readonly #charged = {
    requests: new MinuteMeter(),
    tokens: new MinuteMeter(),
    inputTokens: new MinuteMeter(),
    outputTokens: new MinuteMeter(),
  } as const satisfies Record<Unit, MinuteMeter>;
  readonly #usedTokens = new MinuteMeter();
  readonly #requests: Ceiling;
  readonly #tokens: Ceiling;

  constructor({ requestsPerMinute, tokensPerMinute }: Ceilings) {
    this.#requests = new Ceiling(requestsPerMinute ?? Number.POSITIVE_INFINITY, this.#charged.requests);
    this.#tokens = new Ceiling(tokensPerMinute ?? Number.POSITIVE_INFINITY, this.#usedTokens);
  }

  /** What went out in the last 60 seconds. */
  measureUsed(unit: Unit, nowMs: number): number {
    return this.#charged[unit].measure(nowMs);
  }

  /** Milliseconds until a call of this size may go out. */
  measureWaitMs(estimate: Estimate, nowMs: number): number {
    return Math.max(
      this.#measureToldWaitMs(estimate, nowMs),
      this.#requests.measureWaitMs(1, nowMs),
      this.#tokens.measureWaitMs(sumTokens(estimate), nowMs),
    );
  }

  /** Whether what the provider told is reason enough to refuse a call of this size. */
  explains(estimate: Estimate, { marks }: Taken, nowMs: number): boolean {
    const amounts = toAmounts(estimate);
    return UNITS.some((unit) => this.#told[unit].explains(amounts[unit], marks[unit], nowMs));
  }

  #measureToldWaitMs(estimate: Estimate, nowMs: number): number {
    const amounts = toAmounts(estimate);
    let waitMs = 0;
    for (const unit of UNITS) {
      waitMs = Math.max(waitMs, this.#told[unit].measureWaitMs(amounts[unit], nowMs));
    }
    return waitMs;
  }

  /** The limit that a call of this size waits for the longest; undefined when it waits for none. */
  findTightest(estimate: Estimate, nowMs: number): LimitWait | undefined {
    const amounts = toAmounts(estimate);
    const told = UNITS.map((unit) => ({
      unit,
      isUsers: false,
      waitMs: this.#told[unit].measureWaitMs(amounts[unit], nowMs),
      used: this.#charged[unit].measure(nowMs),
      limit: this.#told[unit].limit,
    }));
    const own = [
      {
        unit: 'requests' as const,
        isUsers: true,
        waitMs: this.#requests.measureWaitMs(1, nowMs),
        used: this.#charged.requests.measure(nowMs),
        limit: this.#requests.limit,
      },
      {
        unit: 'tokens' as const,
        isUsers: true,
        waitMs: this.#tokens.measureWaitMs(sumTokens(estimate), nowMs),
        used: this.#usedTokens.measure(nowMs),
        limit: this.#tokens.limit,
      },
    ];
    const [tightest] = [...told, ...own].sort((a, b) => b.waitMs - a.waitMs);
    return tightest && tightest.waitMs > 0 ? tightest : undefined;
  }

  take(estimate: Estimate, nowMs: number): Taken {
    const amounts = toAmounts(estimate);
    const mark = (unit: Unit): BucketMark => {
      const taken = this.#told[unit].take(amounts[unit], nowMs);
      this.#charged[unit].add(taken.amount, nowMs, nowMs);
      return taken;
    };
    this.#requests.take(1, nowMs);
    this.#tokens.take(sumTokens(estimate), nowMs);
    this.#usedTokens.add(sumTokens(estimate), nowMs, nowMs);
    return {
      atMs: nowMs,
      marks: {
        requests: mark('requests'),
        tokens: mark('tokens'),
        inputTokens: mark('inputTokens'),
        outputTokens: mark('outputTokens'),
      },
    };
  }

  /**
   * Learns from what the reply to a send tells of limits.
   *
   * @returns The limits by which it says that it refuses, and whether what was known of one of them explains it.
   */
  learn(limits: Limits, { marks }: Taken, isCharged: boolean, nowMs: number): PassedLimits | undefined {
    const passed: Unit[] = [];
    let isExplained = false;
    for (const unit of UNITS) {
      const allowance: Allowance | undefined = limits[unit];
      if (allowance?.refusal) {
        passed.push(unit);
        isExplained = this.#told[unit].learnRefusal(allowance, marks[unit], nowMs) || isExplained;
      } else if (allowance) {
        this.#told[unit].learn(allowance, marks[unit], isCharged || unit === 'requests', nowMs);
      }
    }
    return passed.length === 0 ? undefined : { units: passed, isExplained };
  }

  /** Corrects what a send took by what it used: nothing when it never reached the model. */
  settle(estimate: Estimate, taken: Taken, used: Estimate | undefined, nowMs: number): void {
    const correction = (used ? sumTokens(used) : 0) - sumTokens(estimate);
    this.#tokens.take(correction, nowMs);
    this.#usedTokens.add(correction, taken.atMs, nowMs);
    // A request that was refused counts all the same (OpenAI rate limits guide, 2026-07-15). Where no header tells,
    // nobody knows, and the next refusal would say so.
    if (!used && !this.#told.requests.isOfHeaders) this.#told.requests.giveBack(taken.marks.requests);
    const amounts = used && toAmounts(used);
    for (const unit of TOKENS) {
      const mark = taken.marks[unit];
      const freed = amounts ? this.#told[unit].settle(mark, amounts[unit]) : this.#told[unit].giveBack(mark);
      if (freed !== 0) this.#charged[unit].add(-freed, taken.atMs, nowMs);
    }
  }
}
