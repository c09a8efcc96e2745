import { createHash } from 'node:crypto';
import { type Clock, hashText, makeRandom, type Random } from '../base/index.ts';
import type { Recipe } from '../recipe/index.ts';
import type { Write } from './answer/compose-text.ts';
import { makeAnswer } from './answer/make-answer.ts';
import type { Delivery, Incoming } from './delivery.ts';
import { drawDelayMs } from './draw-delay.ts';
import { drawFault, findPlacedFault } from './faults/draw-fault.ts';
import type { FaultKind } from './faults/fault.ts';
import { findStrangeBody, toManner, toRefusal } from './faults/show-fault.ts';
import { billPrompt, rememberPrompt, toChargedTokens } from './limits/bill-prompt.ts';
import { Limiter, type Load } from './limits/limiter.ts';
import { PrefixCache } from './limits/prefix-cache.ts';
import type { Profile } from './profile.ts';
import { readRequest } from './read-request.ts';
import { Counter, type SimulatorStats } from './stats.ts';
import type { Ask, Stamp } from './wires/ask.ts';
import { WIRES } from './wires/index.ts';
import type { Refusal } from './wires/refusal.ts';
import type { Wire } from './wires/wire.ts';

/** What a simulation is made of. */
export interface SimulationOptions {
  readonly recipe: Recipe;
  readonly seed: number;
  readonly profile: Profile;
  readonly write: Write;
  readonly clock: Clock;
}

/** An answer that refuses comes at once, whatever the latency of the model. */
const REFUSAL_MS = 5;

/** The simulated providers, without the network: requests in, replies out. */
export class Simulation {
  readonly #options: SimulationOptions;
  readonly #limiter: Limiter;
  readonly #cache = new PrefixCache();
  readonly counter = new Counter();
  /** How often each request was let in. */
  readonly #seen = new Map<string, number>();

  constructor(options: SimulationOptions) {
    this.#options = options;
    this.#limiter = new Limiter(options.profile.limits);
  }

  readStats(): SimulatorStats {
    return this.counter.read(this.#limiter.granted);
  }

  /** Forgets all requests, limits and caches. */
  reset(): void {
    this.counter.reset();
    this.#limiter.reset();
    this.#cache.reset();
    this.#seen.clear();
  }

  /** Decides about one request. A wrong one is refused first, then come faults at a place, limits, faults by chance. */
  reply(incoming: Incoming): Delivery {
    const { seed, clock, profile } = this.#options;
    const wire = WIRES[incoming.wire];
    const identity = toIdentity(incoming);
    const number = this.counter.countRequest(identity);
    const stamp = { id: hashText(`${seed}/${number}/${identity}`), nowMs: clock.nowMs() };
    const exchange = { wire, path: incoming.path, identity, stamp };
    const read = readRequest(wire, incoming);
    if (!read.ok) return this.#refuse(exchange, read.failure.refusal, read.failure.model);

    const ask = read.value;
    const prompt = toPromptText(ask);
    const bill = billPrompt(ask, prompt, this.#cache);
    const load = { provider: ask.provider, model: ask.model, tokens: toChargedTokens(ask, bill) };
    const placed = findPlacedFault(profile.faults, number);
    const full = placed === undefined ? this.#limiter.admit(load, clock.monotonicMs()) : undefined;
    if (full !== undefined) return this.#refuse(exchange, full, ask.model, load);

    const random = this.#openFate(identity);
    const fault = placed ?? drawFault(profile.faults, random);
    if (fault !== undefined) this.counter.countFault(fault);
    const failed = fault === undefined ? undefined : this.#fail(exchange, fault, load, random);
    if (failed !== undefined) return failed;

    const hash = hashText(`${seed}\n${ask.provider}\n${ask.model}\n${prompt}`);
    const source = { ...this.#options, seed: Number.parseInt(hash.slice(0, 12), 16), fault };
    const answer = makeAnswer(ask, source, bill, stamp);
    if (bill.cachedInputTokens === 0) rememberPrompt(ask, prompt, this.#cache);
    this.#limiter.chargeOutput(load, answer.usage.outputTokens, clock.monotonicMs());
    return {
      status: 200,
      headers: { 'content-type': 'application/json', ...this.#toHeaders(exchange, load) },
      body: JSON.stringify(wire.toReply(answer)),
      manner: toManner(fault),
      delayMs: drawDelayMs(profile, answer.usage.outputTokens, random),
      identity,
      isGood: answer.ending === 'done' && (fault === undefined || fault === 'slow-body'),
      usage: answer.usage,
    };
  }

  /** One stream of chance for each time a request is seen, so that a retry may fare better, in any order of requests. */
  #openFate(identity: string): () => Random {
    const times = (this.#seen.get(identity) ?? 0) + 1;
    this.#seen.set(identity, times);
    let stream: Random | undefined;
    return () => {
      stream ??= makeRandom(this.#options.seed, `fate/${identity}/${times}`);
      return stream;
    };
  }

  /** The reply to a fault that leaves no answer to spoil; undefined for one that spoils the answer. */
  #fail(exchange: Exchange, fault: FaultKind, load: Load, random: () => Random): Delivery | undefined {
    const refusal = toRefusal(fault);
    if (refusal !== undefined) return this.#refuse(exchange, refusal, load.model, load);
    const strange = findStrangeBody(fault);
    if (strange === undefined) return undefined;
    return {
      ...strange,
      manner: toManner(fault),
      delayMs: drawDelayMs(this.#options.profile, 0, random),
      identity: exchange.identity,
      isGood: false,
      usage: undefined,
    };
  }

  #refuse(exchange: Exchange, refusal: Refusal, model: string, load?: Load): Delivery {
    const { status, body, headers } = exchange.wire.toError(refusal, {
      model,
      path: exchange.path,
      stamp: exchange.stamp,
    });
    return {
      status,
      headers: { 'content-type': 'application/json', ...this.#toHeaders(exchange, load), ...headers },
      body: JSON.stringify(body),
      manner: 'whole',
      delayMs: Math.min(this.#options.profile.latencyMs, REFUSAL_MS),
      identity: exchange.identity,
      isGood: false,
      usage: undefined,
    };
  }

  #toHeaders({ wire, stamp }: Exchange, load: Load | undefined): Record<string, string> {
    if (load === undefined) return wire.toIdHeaders(stamp);
    const state = this.#limiter.readState(load, this.#options.clock.monotonicMs());
    return { ...wire.toIdHeaders(stamp), ...wire.toLimitHeaders(state, stamp.nowMs) };
  }
}

/** What stays the same while one request is dealt with. */
interface Exchange {
  readonly wire: Wire;
  readonly path: string;
  readonly identity: string;
  readonly stamp: Stamp;
}

const toIdentity = ({ wire, pathModel, body, bytes }: Incoming): string =>
  createHash('sha256')
    .update(`${wire}/${pathModel ?? ''}\n`)
    .update(bytes ?? body ?? '')
    .digest('hex')
    .slice(0, 32);

const toPromptText = ({ system, turns }: Ask): string =>
  [system, ...turns.map(({ role, text }) => `${role}\n${text}`)].join('\n\n');
