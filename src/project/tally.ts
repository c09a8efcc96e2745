import type { Conversation } from '../conversation/index.ts';
import type { EngineEvent, Outcome, Run } from '../engine/index.ts';
import type { Assignment } from '../plan/index.ts';
import { CostForecast, type UsdRange } from './cost-forecast.ts';
import type { Standing } from './events.ts';
import { type LimitShare, LimitShares } from './limit-shares.ts';
import { RateMeter } from './rate-meter.ts';
import type { FailedConversation } from './summary.ts';

/** What a run is measured by. */
export interface TallyOptions {
  readonly model: string;
  /** Milliseconds on a scale that never goes back. */
  readonly nowMs: () => number;
  /** What one conversation likely costs, known before the first. */
  readonly estimateEach?: UsdRange | undefined;
  /** With `untilAccepted`: how many are to be accepted. */
  readonly wanted?: number | undefined;
}

/** What of a run at work is measured; every `RunState` is one. */
export interface Measured {
  readonly state: Pick<Run<unknown>['state'], 'spentUsd' | 'describeBinding'> & {
    readonly limiter: Pick<Run<unknown>['state']['limiter'], 'inFlight'>;
  };
}

/** Counts the outcomes of a run and hears its events; the one place that does. */
export class Tally {
  /** Where the ledger keeps the accepted answer of each assignment, by its number. */
  readonly accepted = new Map<number, number>();
  readonly failed: FailedConversation[] = [];
  fromLedger = 0;
  /** With `untilAccepted`: the number of the round, and how many conversations are known to be rejected. */
  round = 1;
  rejected = 0;
  readonly #assignments: readonly Assignment[];
  /** What further rounds ask for, by number. */
  readonly #further = new Map<number, Assignment>();
  readonly #wanted: number | undefined;
  readonly #meter: RateMeter;
  readonly #costs: CostForecast;
  readonly #limits: LimitShares;
  readonly #nowMs: () => number;
  #hasAsked = false;
  #pausedFromMs = 0;
  #pausedUntilMs = Number.NEGATIVE_INFINITY;

  constructor(assignments: readonly Assignment[], { model, nowMs, estimateEach, wanted }: TallyOptions) {
    this.#assignments = assignments;
    this.#wanted = wanted;
    this.#nowMs = nowMs;
    this.#meter = new RateMeter(nowMs());
    this.#costs = new CostForecast(estimateEach);
    this.#limits = new LimitShares(model);
  }

  note(outcome: Outcome<Conversation>): void {
    const number = Number(outcome.call.id);
    if (outcome.kind === 'accepted') {
      this.accepted.set(number, outcome.answerId);
      if (outcome.source === 'ledger') {
        this.fromLedger++;
        return;
      }
    } else {
      const topic = (this.#assignments[number - 1] ?? this.#further.get(number))?.topic ?? '';
      const { kind, message } = outcome.problem;
      this.failed.push({ number, topic, reason: kind, message });
    }
    this.#meter.note(this.#nowMs());
  }

  /** A further round begins. */
  beginRound(assignments: readonly Assignment[]): void {
    this.round++;
    for (const one of assignments) this.#further.set(one.number, one);
  }

  /** Takes in what the engine tells. */
  hear(event: EngineEvent): void {
    const nowMs = this.#nowMs();
    this.#costs.hear(event);
    if (event.kind === 'call-sent') this.#hasAsked = true;
    if (event.kind === 'binding-changed') this.#noteBinding(event.binding, nowMs);
    const isPause = event.kind === 'rate-slowed' || (event.kind === 'breaker' && event.state === 'open');
    if (!isPause) return;
    if (this.#pausedUntilMs <= nowMs) this.#pausedFromMs = nowMs;
    this.#pausedUntilMs = Math.max(this.#pausedUntilMs, nowMs + event.pauseMs);
  }

  get planned(): number {
    return this.#assignments.length + this.#further.size;
  }

  /** With `untilAccepted`: what there is when a round begins. */
  get counts() {
    const { round, rejected } = this;
    const accepted = this.accepted.size - rejected;
    return { round, wanted: this.#wanted ?? this.planned, accepted, rejected, failed: this.failed.length };
  }

  get unfinished(): number {
    return this.planned - this.accepted.size - this.failed.length;
  }

  /** How things stand, with what is likely still to come. */
  measure({ state }: Measured): Standing {
    const nowMs = this.#nowMs();
    const binding = state.describeBinding();
    this.#noteBinding(binding, nowMs);
    return {
      planned: this.planned,
      accepted: this.accepted.size - this.rejected,
      fromLedger: this.fromLedger,
      failed: this.failed.length,
      inFlight: state.limiter.inFlight,
      spentUsd: state.spentUsd,
      expectedUsd: this.#hasAsked ? this.#costs.measure(state.spentUsd, this.#left) : undefined,
      perMinute: this.#meter.measurePerMinute(nowMs),
      secondsLeft: this.#measureSecondsLeft(nowMs),
      binding,
      ...(this.#wanted !== undefined && {
        refill: { wanted: this.#wanted, rejected: this.rejected, round: this.round },
      }),
    };
  }

  /** What held the run back, and for which share of its time. To be asked once, at its end. */
  listLimits(): LimitShare[] {
    this.#limits.note(undefined, this.#nowMs());
    return this.#limits.list();
  }

  /** Conversations that are likely still to be asked for: with `untilAccepted` at the yield so far, one more supposed. */
  get #left(): number {
    if (this.#wanted === undefined) return this.unfinished;
    const usable = this.accepted.size - this.rejected;
    const share = (usable + 1) / (this.accepted.size + this.failed.length + 1);
    return Math.max(this.unfinished, Math.round((this.#wanted - usable) / share));
  }

  /** Before the first send there is nothing that could be held back. */
  #noteBinding(binding: Standing['binding'], nowMs: number): void {
    if (this.#hasAsked) this.#limits.note(binding, nowMs);
  }

  /** A pause does not change how fast it will go on: the rate is that of its beginning, and its rest is added. */
  #measureSecondsLeft(nowMs: number): number | undefined {
    const pauseMs = Math.max(0, this.#pausedUntilMs - nowMs);
    const perMinute = this.#meter.measureSteadyPerMinute(pauseMs > 0 ? this.#pausedFromMs : nowMs);
    if (perMinute === 0) return undefined;
    return (this.#left * 60) / perMinute + pauseMs / 1000;
  }
}
