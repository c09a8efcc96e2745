import type { Allowance, Limits } from '../providers/index.ts';
import { Ceiling } from './ceiling.ts';
import type { Binding } from './events.ts';
import { type BucketMark, HeaderBucket } from './header-bucket.ts';
import { MinuteMeter } from './minute-meter.ts';

/** The user's ceilings; whatever is left out is unlimited. */
export interface Ceilings {
  readonly concurrency: number;
  readonly requestsPerMinute?: number;
  readonly tokensPerMinute?: number;
}

/** What a call is expected to use. */
export interface Estimate {
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** What the provider charges of its tokens per minute when the call comes in; the sum of the others unless told. */
  readonly chargedTokens?: number;
}

/** What one send took of each limit. */
export interface Taken {
  readonly atMs: number;
  readonly marks: Readonly<Record<keyof Limits, BucketMark>>;
}

/** A limit per minute as it stands for the next call. */
export interface LimitWait {
  readonly kind: Extract<Binding['kind'], 'requests-per-minute' | 'tokens-per-minute'>;
  readonly what: string;
  /** Whose limit it is. */
  readonly isUsers: boolean;
  readonly waitMs: number;
  /** What was taken of it in the last 60 seconds. */
  readonly used: number;
  readonly limit: number;
}

/** The names of the provider's limits. */
const NAMES = {
  requests: 'requests per minute',
  tokens: 'tokens per minute',
  inputTokens: 'input tokens per minute',
  outputTokens: 'output tokens per minute',
} as const satisfies Record<keyof Limits, string>;
const KEYS = Object.keys(NAMES) as (keyof Limits)[];

/** All limits per minute of one model: the provider's, as its headers tell them, and the user's own. */
export class Gauges {
  readonly #told = {
    requests: new HeaderBucket(false),
    tokens: new HeaderBucket(true),
    inputTokens: new HeaderBucket(true),
    outputTokens: new HeaderBucket(true),
  } as const satisfies Record<keyof Limits, HeaderBucket>;
  readonly #charged = {
    requests: new MinuteMeter(),
    tokens: new MinuteMeter(),
    inputTokens: new MinuteMeter(),
    outputTokens: new MinuteMeter(),
  } as const satisfies Record<keyof Limits, MinuteMeter>;
  readonly #usedTokens = new MinuteMeter();
  readonly #requests: Ceiling;
  readonly #tokens: Ceiling;

  constructor({ requestsPerMinute, tokensPerMinute }: Ceilings) {
    this.#requests = new Ceiling(requestsPerMinute ?? Number.POSITIVE_INFINITY, this.#charged.requests);
    this.#tokens = new Ceiling(tokensPerMinute ?? Number.POSITIVE_INFINITY, this.#usedTokens);
  }

  /** Requests that went out in the last 60 seconds. */
  measureRequests(nowMs: number): number {
    return this.#charged.requests.measure(nowMs);
  }

  /** Milliseconds until a call of this size may go out. */
  measureWaitMs(estimate: Estimate, nowMs: number): number {
    return Math.max(
      this.#measureToldWaitMs(estimate, nowMs),
      this.#requests.measureWaitMs(1, nowMs),
      this.#tokens.measureWaitMs(sum(estimate), nowMs),
    );
  }

  /** Whether what the headers tell is reason enough to refuse a call of this size, or of twice as much. */
  explains(
    { inputTokens, outputTokens, chargedTokens = inputTokens + outputTokens }: Estimate,
    nowMs: number,
  ): boolean {
    const twice = {
      inputTokens: 2 * inputTokens,
      outputTokens: 2 * outputTokens,
      chargedTokens: 2 * chargedTokens,
    };
    return this.#measureToldWaitMs(twice, nowMs) > 0;
  }

  #measureToldWaitMs(estimate: Estimate, nowMs: number): number {
    let waitMs = 0;
    for (const key of KEYS) {
      waitMs = Math.max(waitMs, this.#told[key].measureWaitMs(toAmount(estimate, key), nowMs));
    }
    return waitMs;
  }

  /** The limit that a call of this size waits for the longest; undefined when it waits for none. */
  findTightest(estimate: Estimate, nowMs: number): LimitWait | undefined {
    const told = KEYS.map((key) => ({
      kind: key === 'requests' ? ('requests-per-minute' as const) : ('tokens-per-minute' as const),
      what: NAMES[key],
      isUsers: false,
      waitMs: this.#told[key].measureWaitMs(toAmount(estimate, key), nowMs),
      used: this.#charged[key].measure(nowMs),
      limit: this.#told[key].limit,
    }));
    const own = [
      {
        kind: 'requests-per-minute' as const,
        what: NAMES.requests,
        isUsers: true,
        waitMs: this.#requests.measureWaitMs(1, nowMs),
        used: this.#charged.requests.measure(nowMs),
        limit: this.#requests.limit,
      },
      {
        kind: 'tokens-per-minute' as const,
        what: NAMES.tokens,
        isUsers: true,
        waitMs: this.#tokens.measureWaitMs(sum(estimate), nowMs),
        used: this.#usedTokens.measure(nowMs),
        limit: this.#tokens.limit,
      },
    ];
    const [tightest] = [...told, ...own].sort((a, b) => b.waitMs - a.waitMs);
    return tightest && tightest.waitMs > 0 ? tightest : undefined;
  }

  take(estimate: Estimate, nowMs: number): Taken {
    const mark = (key: keyof Limits): BucketMark => {
      const taken = this.#told[key].take(toAmount(estimate, key), nowMs);
      this.#charged[key].add(taken.amount, nowMs, nowMs);
      return taken;
    };
    this.#requests.take(1, nowMs);
    this.#tokens.take(sum(estimate), nowMs);
    this.#usedTokens.add(sum(estimate), nowMs, nowMs);
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

  /** Learns from the headers of the reply to a send. */
  learn(limits: Limits, { marks }: Taken, isCharged: boolean, nowMs: number): void {
    for (const key of KEYS) {
      const allowance: Allowance | undefined = limits[key];
      if (allowance) this.#told[key].learn(allowance, marks[key], isCharged || key === 'requests', nowMs);
    }
  }

  /** Corrects what a send took by what it used: nothing when it never reached the model. */
  settle(estimate: Estimate, taken: Taken, used: Estimate | undefined, nowMs: number): void {
    const correction = (used ? sum(used) : 0) - sum(estimate);
    this.#tokens.take(correction, nowMs);
    this.#usedTokens.add(correction, taken.atMs, nowMs);
    for (const key of KEYS) {
      // A request that was refused counts all the same (OpenAI rate limits guide, 2026-07-15).
      if (key === 'requests') continue;
      const mark = taken.marks[key];
      if (used) {
        this.#told[key].settle(mark, toAmount(used, key));
      } else {
        this.#told[key].giveBack(mark);
        this.#charged[key].add(-mark.amount, taken.atMs, nowMs);
      }
    }
  }
}

const sum = ({ inputTokens, outputTokens }: Estimate): number => inputTokens + outputTokens;

const toAmount = (estimate: Estimate, key: keyof Limits): number => {
  switch (key) {
    case 'requests':
      return 1;
    case 'tokens':
      return estimate.chargedTokens ?? sum(estimate);
    case 'inputTokens':
      return estimate.inputTokens;
    case 'outputTokens':
      return estimate.outputTokens;
  }
};
