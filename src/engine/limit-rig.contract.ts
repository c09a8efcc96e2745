import { type Clock, HandClock, makeRandom } from '../base/index.ts';
import type { Allowance, Limits } from '../providers/index.ts';
import type { Ceilings, Estimate } from './gauges.ts';
import type { Ending, Permit, Refusal } from './permit.ts';
import { RateLimit } from './rate-limit.ts';

const MINUTE_MS = 60_000;

/** How a virtual server limits and what it tells. */
export interface ServerOptions {
  readonly requestsPerMinute?: number;
  readonly tokensPerMinute?: number;
  /** Minutes' worth that may be taken at once; a tenth unless told. */
  readonly burstMinutes?: number;
  /** The whole of the minute's worth is there at its start, and nothing more comes until the next one. */
  readonly isByClockMinute?: boolean;
  readonly tellsHeaders?: boolean;
  /** A refusal names the limit that was passed, tokens as those of the prompt, and when to come back. */
  readonly tellsQuota?: boolean;
  /** What is told instead of the true limit. */
  readonly toldLimit?: number;
  /** What a refusal says about coming back: nothing, the exact wait, or whole seconds. */
  readonly retryAfter?: 'none' | 'exact' | 'seconds';
  /** What a call of so many tokens is charged when it comes in. */
  readonly charge?: (tokens: number) => number;
  readonly latencyMs?: number;
  readonly refusalMs?: number;
  /** A word on each send before the limits: another end for it. */
  readonly fate?: (send: number, nowMs: number) => Refusal | undefined;
}

/** A bucket of a provider, written apart from the code that it tests. */
class ServerBucket {
  readonly perMinute: number;
  readonly #most: number;
  readonly #isByClockMinute: boolean;
  #level: number;
  #atMs: number;

  constructor(
    perMinute: number,
    { burstMinutes = 0.1, isByClockMinute = false }: ServerOptions,
    nowMs: number,
  ) {
    this.perMinute = perMinute;
    this.#most = isByClockMinute ? perMinute : Math.max(1, perMinute * burstMinutes);
    this.#isByClockMinute = isByClockMinute;
    this.#level = this.#most;
    this.#atMs = nowMs;
  }

  missingMs(amount: number, nowMs: number): number {
    if (this.#isByClockMinute) {
      const minute = Math.floor(nowMs / MINUTE_MS);
      if (minute > Math.floor(this.#atMs / MINUTE_MS)) this.#level = this.#most;
      this.#atMs = nowMs;
      return amount <= this.#level ? 0 : (minute + 1) * MINUTE_MS - nowMs;
    }
    this.#level = Math.min(this.#most, this.#level + ((nowMs - this.#atMs) * this.perMinute) / MINUTE_MS);
    this.#atMs = nowMs;
    return Math.max(0, ((Math.min(amount, this.#most) - this.#level) * MINUTE_MS) / this.perMinute - 1e-6);
  }

  take(amount: number): void {
    this.#level -= amount;
  }

  tell(): { limit: number; remaining: number } {
    return { limit: this.perMinute, remaining: Math.max(0, Math.floor(this.#level)) };
  }
}

/** A provider with limits, in the time of a clock. */
export class VirtualServer {
  readonly servedAt: number[] = [];
  readonly refusedAt: number[] = [];
  /** Tokens that were charged, by the moment. */
  readonly charged: Array<{ readonly atMs: number; readonly tokens: number }> = [];
  inFlight = 0;
  mostInFlight = 0;
  readonly #options: ServerOptions;
  readonly #clock: Clock;
  #requests: ServerBucket | undefined;
  #tokens: ServerBucket | undefined;
  #sends = 0;

  constructor(clock: Clock, options: ServerOptions) {
    this.#clock = clock;
    this.#options = options;
    this.limit(options);
  }

  /** Sets other limits, as a provider may at any time. */
  limit(options: ServerOptions): void {
    const { requestsPerMinute, tokensPerMinute } = options;
    const open = (perMinute: number | undefined) =>
      perMinute === undefined ? undefined : new ServerBucket(perMinute, options, this.#clock.monotonicMs());
    this.#requests = open(requestsPerMinute);
    this.#tokens = open(tokensPerMinute);
  }

  /** The limits that a send of so many tokens would pass. */
  #tellQuota(tokens: number, askedMs: number, nowMs: number): Limits {
    const { tellsQuota, toldLimit, retryAfter = 'none' } = this.#options;
    if (!tellsQuota) return {};
    const tell = (bucket: ServerBucket | undefined, amount: number): Allowance | undefined =>
      bucket && bucket.missingMs(amount, nowMs) > 0
        ? {
            limit: toldLimit ?? bucket.perMinute,
            refusal: retryAfter === 'none' ? {} : { waitMs: askedMs },
          }
        : undefined;
    const requests = tell(this.#requests, 1);
    const inputTokens = tell(this.#tokens, tokens);
    return { ...(requests && { requests }), ...(inputTokens && { inputTokens }) };
  }

  async send(tokens: number): Promise<Ending> {
    const {
      charge = (used) => used,
      fate,
      refusalMs = 5,
      latencyMs = 200,
      retryAfter = 'none',
    } = this.#options;
    const nowMs = this.#clock.monotonicMs();
    this.mostInFlight = Math.max(this.mostInFlight, ++this.inFlight);
    const doom = fate?.(++this.#sends, nowMs);
    const waitMs = Math.max(
      this.#requests?.missingMs(1, nowMs) ?? 0,
      this.#tokens?.missingMs(charge(tokens), nowMs) ?? 0,
    );
    const isRefused = doom !== undefined || waitMs > 0;
    if (!isRefused) {
      this.#requests?.take(1);
      this.#tokens?.take(charge(tokens));
      this.servedAt.push(nowMs);
      this.charged.push({ atMs: nowMs, tokens: charge(tokens) });
    } else {
      this.refusedAt.push(nowMs);
    }
    const limits: Limits = this.#options.tellsHeaders
      ? {
          ...(this.#requests && { requests: this.#requests.tell() }),
          ...(this.#tokens && { tokens: this.#tokens.tell() }),
        }
      : {};
    const askedMs = retryAfter === 'exact' ? waitMs : Math.ceil(waitMs / 1000) * 1000;
    const quota = waitMs > 0 ? this.#tellQuota(charge(tokens), askedMs, nowMs) : {};
    await this.#clock.sleep(isRefused ? refusalMs : latencyMs);
    this.inFlight--;
    if (!isRefused) return { kind: 'answered', limits };
    return {
      kind: 'unserved',
      limits: { ...limits, ...quota },
      refusal: doom ?? { why: 'rate', ...(retryAfter !== 'none' && { retryAfterMs: askedMs }) },
    };
  }
}

export interface LoadOptions extends ServerOptions {
  readonly concurrency?: number;
  readonly ceilings?: Omit<Ceilings, 'concurrency'>;
  /** Tokens that a call really uses, by its number. */
  readonly tokens?: (call: number) => number;
  /** What is estimated of them. */
  readonly estimate?: (tokens: number) => Estimate;
  readonly calls?: number;
  readonly clock?: HandClock;
  /** What the limiter takes for the clock. */
  readonly seenClock?: Clock;
  readonly name?: string;
}

/** Calls of 3,000 to 20,000 tokens, by their number. */
export const mixedSizes =
  (seed: number) =>
  (call: number): number =>
    3_000 + makeRandom(seed, `size ${call}`).below(17_001);

/** Sends without end, or so many calls, through a limiter to a virtual server. A refused call is asked again. */
export const startLoad = (options: LoadOptions) => {
  const clock = options.clock ?? new HandClock(1_000);
  const concurrency = options.concurrency ?? 32;
  const server = new VirtualServer(options.seenClock ?? clock, options);
  const news: string[] = [];
  const limit = new RateLimit(
    options.name ?? 'm',
    { concurrency, ...options.ceilings },
    {
      clock: options.seenClock ?? clock,
      random: makeRandom(1, 'limiter'),
      onBreaker: ({ state }) => news.push(state),
    },
  );
  const stop = new AbortController();
  const startMs = clock.nowMs();
  const load = { done: 0, endedMs: Number.POSITIVE_INFINITY };
  let drawn = 0;
  const work = async (): Promise<void> => {
    while (drawn < (options.calls ?? Number.POSITIVE_INFINITY)) {
      const tokens = options.tokens?.(drawn) ?? 1_000;
      drawn++;
      const estimate = options.estimate?.(tokens) ?? { inputTokens: tokens / 2, outputTokens: tokens / 2 };
      for (;;) {
        const permit = await limit.admit(estimate, stop.signal);
        if (permit === undefined) return;
        if (await sendOnce(permit, tokens)) break;
      }
      load.done++;
    }
    load.endedMs = Math.max(load.done === options.calls ? clock.nowMs() : 0, 0);
  };
  const sendOnce = async (permit: Permit, tokens: number): Promise<boolean> => {
    const ending = await server.send(tokens);
    limit.release(permit, ending);
    if (ending.kind !== 'answered') return false;
    limit.settleUsage(permit, {
      inputTokens: tokens / 2,
      outputTokens: tokens - tokens / 2,
      cachedInputTokens: 0,
      cacheWriteTokens: 0,
      thinkingTokens: 0,
    });
    return true;
  };
  const all = Promise.all(Array.from({ length: concurrency + 32 }, work));
  return { clock, server, limit, load, news, startMs, all, stop: () => stop.abort() };
};

/** What a server saw from a moment on: the share of its limits that was used, and the share that it refused. */
export const measureUse = (server: VirtualServer, fromMs: number, toMs: number) => {
  const within = (moments: readonly number[]) => moments.filter((ms) => ms >= fromMs && ms < toMs).length;
  const minutes = (toMs - fromMs) / MINUTE_MS;
  const served = within(server.servedAt);
  const refused = within(server.refusedAt);
  const tokens = server.charged
    .filter(({ atMs }) => atMs >= fromMs && atMs < toMs)
    .reduce((sum, each) => sum + each.tokens, 0);
  return {
    requestsPerMinute: served / minutes,
    tokensPerMinute: tokens / minutes,
    refusedShare: refused / Math.max(1, served + refused),
  };
};
