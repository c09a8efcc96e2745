import type { Conversation } from '../conversation/index.ts';
import {
  type Binding,
  type Call,
  type EngineEvent,
  type Outcome,
  type Run,
  type RunOptions,
  runCalls,
  type StopReason,
} from '../engine/index.ts';
import type { Measured } from './tally.ts';

const MINUTE_MS = 60_000;
const IDLE: Binding = { kind: 'calls', text: 'nothing; what the ledger holds is looked at' };

/**
 * The engine at work for one run, in one go or in several one after the other, with the sums over all of them. Sends
 * are numbered through.
 *
 * The engine forgets at the end of a go what it sent. So that a ceiling of the user is kept across two of them, the
 * next go waits until the last send is a minute old, where there is a ceiling.
 */
export class EngineWork {
  readonly #options: RunOptions;
  readonly #emit: (event: EngineEvent) => void;
  #run: Run<Conversation> | undefined;
  #isWaiting = false;
  #lastSendMs = Number.NEGATIVE_INFINITY;
  #sends = 0;
  #earlierSends = 0;
  #earlierUsd = 0;
  #earlierUncertainUsd = 0;

  /** @param toOptions - Makes the options of the engine, whose events are to be heard by `emit`. */
  constructor(
    toOptions: (emit: (event: EngineEvent) => void) => RunOptions,
    emit: (event: EngineEvent) => void,
  ) {
    this.#options = toOptions((event) => this.#hear(event));
    this.#emit = emit;
  }

  /** Makes these calls; outcomes come as they finish. To be called again only when all have come. */
  async *ask(calls: Iterable<Call<Conversation>>): AsyncGenerator<Outcome<Conversation>> {
    if (this.#run !== undefined) await this.#keepCeilings();
    this.#earlierSends = this.#sends;
    this.#earlierUsd = this.spentUsd;
    this.#earlierUncertainUsd = this.uncertainUsd;
    this.#run = runCalls(calls, this.#options);
    yield* this.#run.outcomes;
  }

  /** Why it stopped early; undefined while it goes on. */
  get stopReason(): StopReason | undefined {
    return this.#run?.state.stopReason;
  }

  get spentUsd(): number {
    return this.#earlierUsd + (this.#run?.state.spentUsd ?? 0);
  }

  get uncertainUsd(): number {
    return this.#earlierUncertainUsd + (this.#run?.state.uncertainUsd ?? 0);
  }

  /** How it stands now, over all goes. */
  get state(): Measured['state'] {
    const state = this.#run?.state;
    return {
      spentUsd: this.spentUsd,
      limiter: { inFlight: state?.limiter.inFlight ?? 0 },
      describeBinding: () => (this.#isWaiting ? this.#describeWait() : (state?.describeBinding() ?? IDLE)),
    };
  }

  #hear(event: EngineEvent): void {
    if (!('send' in event)) {
      this.#emit(event);
      return;
    }
    const send = event.send + this.#earlierSends;
    this.#sends = Math.max(this.#sends, send);
    if (event.kind === 'call-sent') this.#lastSendMs = this.#options.clock.monotonicMs();
    this.#emit({ ...event, send });
  }

  async #keepCeilings(): Promise<void> {
    const { clock, signal, ceilings } = this.#options;
    if (ceilings.requestsPerMinute === undefined && ceilings.tokensPerMinute === undefined) return;
    this.#isWaiting = true;
    await clock.sleep(this.#lastSendMs + MINUTE_MS - clock.monotonicMs(), signal);
    this.#isWaiting = false;
  }

  #describeWait(): Binding {
    const isTokens = this.#options.ceilings.requestsPerMinute === undefined;
    return isTokens
      ? { kind: 'tokens-per-minute', text: 'the minute of --tpm, before the next round' }
      : { kind: 'requests-per-minute', text: 'the minute of --rpm, before the next round' };
  }
}
