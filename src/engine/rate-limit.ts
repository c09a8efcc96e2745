import type { Clock } from '../base/index.ts';
import type { Limits, Usage } from '../providers/index.ts';
import type { Binding } from './events.ts';
import { TokenBucket } from './token-bucket.ts';

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
}

/** Leave to send once; it must be given back by `release`. */
export interface Permit {
  readonly estimate: Estimate;
}

/** How a send ended, as far as the limiter cares. */
export interface Ending {
  /**
   * - `answered`: more may go out at once; `settleUsage` corrects what was taken.
   * - `unserved`: the model was not reached, so the tokens that were set apart are free again.
   * - `lost`: nobody knows what it used, so the tokens stay taken.
   */
  readonly kind: 'answered' | 'unserved' | 'lost';
  readonly limits: Limits;
  /** Set when the provider asked for less. `pauseMs` is how long nothing may be sent. */
  readonly slowDown?: { readonly pauseMs: number };
}

/** How many calls go out at once before the provider has shown that it serves them: doubled at each round of answers. */
const FIRST_WINDOW = 32;
/** A refusal shrinks the window by this factor (additive increase, multiplicative decrease, as TCP Reno: RFC 5681). */
const SHRINK = 0.7;

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
 * Three things limit: how many calls are under way (a window that grows with each answer and shrinks with each
 * refusal), the requests and tokens per minute that the provider tells or the user sets, and a pause that the
 * provider asks for.
 */
export class RateLimit {
  readonly #clock: Clock;
  readonly #name: string;
  readonly #concurrency: number;
  readonly #requests: TokenBucket;
  readonly #tokens: TokenBucket;
  readonly #inputTokens: TokenBucket;
  readonly #outputTokens: TokenBucket;
  #waiting: Waiter[] = [];
  #inFlight = 0;
  #window: number;
  #slowStart = true;
  #shrunkAtMs = Number.NEGATIVE_INFINITY;
  #pausedUntilMs = Number.NEGATIVE_INFINITY;
  #timer: AbortController | undefined;

  /** @param name - The model, as messages name it. */
  constructor(name: string, ceilings: Ceilings, clock: Clock) {
    const nowMs = clock.monotonicMs();
    this.#clock = clock;
    this.#name = name;
    this.#concurrency = ceilings.concurrency;
    this.#window = Math.min(FIRST_WINDOW, ceilings.concurrency);
    this.#requests = new TokenBucket(ceilings.requestsPerMinute ?? Number.POSITIVE_INFINITY, nowMs);
    this.#tokens = new TokenBucket(ceilings.tokensPerMinute ?? Number.POSITIVE_INFINITY, nowMs);
    this.#inputTokens = new TokenBucket(Number.POSITIVE_INFINITY, nowMs);
    this.#outputTokens = new TokenBucket(Number.POSITIVE_INFINITY, nowMs);
  }

  get inFlight(): number {
    return this.#inFlight;
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

  /** Gives a permit back, and learns from how the send ended. */
  release({ estimate }: Permit, { kind, limits, slowDown }: Ending): void {
    const nowMs = this.#clock.monotonicMs();
    this.#inFlight--;
    if (kind === 'unserved') this.#giveBack(estimate, { inputTokens: 0, outputTokens: 0 });
    if (limits.requests) this.#requests.learn(limits.requests, nowMs);
    if (limits.tokens) this.#tokens.learn(limits.tokens, nowMs);
    if (limits.inputTokens) this.#inputTokens.learn(limits.inputTokens, nowMs);
    if (limits.outputTokens) this.#outputTokens.learn(limits.outputTokens, nowMs);
    if (slowDown) this.#shrink(nowMs, slowDown.pauseMs);
    else if (kind === 'answered') this.#grow();
    this.#serve();
  }

  /** Corrects the estimate of a send by what it really used. */
  settleUsage({ estimate }: Permit, usage: Usage): void {
    this.#giveBack(estimate, usage);
    this.#serve();
  }

  /** What limits the rate just now. */
  describeBinding(): Binding {
    const nowMs = this.#clock.monotonicMs();
    const head = this.#waiting[0]?.estimate;
    if (this.#pausedUntilMs > nowMs) {
      return {
        kind: 'provider-pause',
        text: `pause of ${Math.ceil((this.#pausedUntilMs - nowMs) / 1000)} s asked by ${this.#name}`,
      };
    }
    const tight = head ? this.#listWaits(head, nowMs).find(({ waitMs }) => waitMs > 0) : undefined;
    if (tight) {
      return { kind: tight.kind, text: `${tight.what} of ${this.#name} (${toShortNumber(tight.limit)})` };
    }
    return this.#window < this.#concurrency && !this.#slowStart
      ? {
          kind: 'slowed-down',
          text: `${Math.floor(this.#window)} calls at once after ${this.#name} asked for less`,
        }
      : { kind: 'calls', text: `${this.#concurrency} calls at once` };
  }

  #giveBack(estimate: Estimate, used: Estimate): void {
    this.#tokens.giveBack(sum(estimate) - sum(used));
    this.#inputTokens.giveBack(estimate.inputTokens - used.inputTokens);
    this.#outputTokens.giveBack(estimate.outputTokens - used.outputTokens);
  }

  #serve(): void {
    this.#timer?.abort();
    this.#timer = undefined;
    for (;;) {
      const head = this.#waiting[0];
      if (head === undefined || this.#inFlight >= Math.max(1, Math.floor(this.#window))) return;
      const nowMs = this.#clock.monotonicMs();
      const waitMs = Math.max(
        this.#pausedUntilMs - nowMs,
        ...this.#listWaits(head.estimate, nowMs).map((wait) => wait.waitMs),
      );
      if (waitMs > 0) {
        this.#serveAfter(waitMs);
        return;
      }
      this.#waiting.shift();
      this.#inFlight++;
      this.#requests.take(1, nowMs);
      this.#tokens.take(sum(head.estimate), nowMs);
      this.#inputTokens.take(head.estimate.inputTokens, nowMs);
      this.#outputTokens.take(head.estimate.outputTokens, nowMs);
      head.enter({ estimate: head.estimate });
    }
  }

  #serveAfter(waitMs: number): void {
    const timer = new AbortController();
    this.#timer = timer;
    void this.#clock.sleep(Math.min(LONGEST_WAIT_MS, Math.ceil(waitMs)), timer.signal).then(() => {
      if (!timer.signal.aborted) this.#serve();
    });
  }

  #listWaits(estimate: Estimate, nowMs: number) {
    return [
      this.#toWait('requests-per-minute', 'requests per minute', this.#requests, 1, nowMs),
      this.#toWait('tokens-per-minute', 'tokens per minute', this.#tokens, sum(estimate), nowMs),
      this.#toWait(
        'tokens-per-minute',
        'input tokens per minute',
        this.#inputTokens,
        estimate.inputTokens,
        nowMs,
      ),
      this.#toWait(
        'tokens-per-minute',
        'output tokens per minute',
        this.#outputTokens,
        estimate.outputTokens,
        nowMs,
      ),
    ];
  }

  #toWait(kind: Binding['kind'], what: string, bucket: TokenBucket, amount: number, nowMs: number) {
    return { kind, what, limit: bucket.limit, waitMs: bucket.measureWaitMs(amount, nowMs) };
  }

  #grow(): void {
    this.#window = Math.min(this.#concurrency, this.#window + (this.#slowStart ? 1 : 1 / this.#window));
  }

  #shrink(nowMs: number, pauseMs: number): void {
    this.#pausedUntilMs = Math.max(this.#pausedUntilMs, nowMs + pauseMs);
    // Refusals of calls that went out together are one piece of news, not many.
    if (nowMs - this.#shrunkAtMs < 1_000) return;
    this.#shrunkAtMs = nowMs;
    this.#slowStart = false;
    this.#window = Math.max(1, Math.min(this.#window, this.#inFlight + 1) * SHRINK);
  }
}

const sum = ({ inputTokens, outputTokens }: Estimate): number => inputTokens + outputTokens;

const toShortNumber = (value: number): string =>
  value >= 1e6
    ? `${+(value / 1e6).toFixed(1)} M`
    : value >= 1e4
      ? `${Math.round(value / 1e3)} k`
      : String(value);
