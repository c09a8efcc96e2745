import type { Conversation } from '../conversation/index.ts';
import type { Outcome, Run } from '../engine/index.ts';
import type { Assignment } from '../plan/index.ts';
import type { Standing } from './events.ts';
import { RateMeter } from './rate-meter.ts';
import type { FailedConversation } from './summary.ts';

/** Counts the outcomes of a run; the one place that does. */
export class Tally {
  /** Where the ledger keeps the accepted answer of each assignment, by its number. */
  readonly accepted = new Map<number, number>();
  readonly failed: FailedConversation[] = [];
  fromLedger = 0;
  readonly #assignments: readonly Assignment[];
  readonly #meter: RateMeter;
  readonly #nowMs: () => number;

  constructor(assignments: readonly Assignment[], nowMs: () => number) {
    this.#assignments = assignments;
    this.#nowMs = nowMs;
    this.#meter = new RateMeter(nowMs());
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
      const topic = this.#assignments[number - 1]?.topic ?? '';
      const { kind, message } = outcome.problem;
      this.failed.push({ number, topic, reason: kind, message });
    }
    this.#meter.note(this.#nowMs());
  }

  get planned(): number {
    return this.#assignments.length;
  }

  get unfinished(): number {
    return this.planned - this.accepted.size - this.failed.length;
  }

  /** How things stand, with what is likely still to come. */
  measure({ state }: Pick<Run<unknown>, 'state'>): Standing {
    const perMinute = this.#meter.measurePerMinute(this.#nowMs());
    const made = this.accepted.size - this.fromLedger + this.failed.length;
    return {
      planned: this.planned,
      accepted: this.accepted.size,
      fromLedger: this.fromLedger,
      failed: this.failed.length,
      inFlight: state.limiter.inFlight,
      spentUsd: state.spentUsd,
      expectedUsd: made === 0 ? undefined : state.spentUsd + (state.spentUsd / made) * this.unfinished,
      perMinute,
      secondsLeft: perMinute === 0 ? undefined : (this.unfinished * 60) / perMinute,
      binding: state.limiter.describeBinding(),
    };
  }
}
