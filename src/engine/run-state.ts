import { type Clock, IdiolectError, type Random } from '../base/index.ts';
import type { CallSize, Problem, Provider, Usage } from '../providers/index.ts';
import { BindingWatch } from './binding-watch.ts';
import type { Budget } from './budget.ts';
import type { Binding, EngineEvent } from './events.ts';
import { Fill } from './fill.ts';
import type { Ceilings } from './gauges.ts';
import { Health } from './health.ts';
import type { Ledger } from './ledger/index.ts';
import type { StopReason } from './outcome.ts';
import { RateLimit } from './rate-limit.ts';
import { ReadAhead } from './read-ahead.ts';
import { RETRY_RULES } from './retry-rules.ts';
import { TimeLimit } from './time-limit.ts';

/** What a run needs of the world. */
export interface RunOptions {
  readonly provider: Provider;
  readonly model: string;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly random: Random;
  readonly ceilings: Ceilings;
  /** Answers per call and run that may turn out unusable. */
  readonly maxAttempts: number;
  /** What the run may cost; runs that are started together share one. */
  readonly budget: Budget;
  /** US dollars for what was used; undefined when the model has no known price. */
  readonly priceUsage: (usage: Usage) => number | undefined;
  /** More US dollars than a call of this size can cost; undefined when the model has no known price. */
  readonly boundCost: (size: CallSize) => number | undefined;
  /** A fixed limit for one answer, in milliseconds; learnt when left out. */
  readonly timeLimitMs?: number;
  /** Once the run stops, how long calls under way may take to arrive. */
  readonly graceMs: number;
  /** Aborting it stops the run: nothing new is sent. */
  readonly signal: AbortSignal;
  /** Aborting it drops what is under way, too. */
  readonly leaveNow?: AbortSignal;
  readonly emit: (event: EngineEvent) => void;
}

/** The moving parts that the calls of one run share. */
export class RunState {
  readonly options: RunOptions;
  readonly limiter: RateLimit;
  readonly health = new Health();
  readonly timeLimit: TimeLimit;
  readonly fill = new Fill();
  readonly readAhead: ReadAhead;
  readonly #watch: BindingWatch;
  readonly #noMore = new AbortController();
  readonly #drop = new AbortController();
  readonly #forget: Array<() => void> = [];
  #stopReason: StopReason | undefined;
  #isFinished = false;
  #spentUsd = 0;
  #uncertainUsd = 0;
  #sends = 0;
  #budgetWaits = 0;

  constructor(options: RunOptions) {
    this.options = options;
    const { model, ceilings, clock, random } = options;
    this.limiter = new RateLimit(model, ceilings, {
      clock,
      random,
      onBreaker: ({ state, pauseMs }) =>
        this.#tell({ kind: 'breaker', state, reason: `${model} refuses nearly every request`, pauseMs }),
    });
    this.timeLimit = new TimeLimit(options.timeLimitMs);
    // While a limit holds the calls back, two in hand are enough.
    const room = Math.max(2, Math.ceil(ceilings.concurrency / 4));
    this.readAhead = new ReadAhead(() => (this.limiter.isHeld ? 2 : room));
    this.#watch = new BindingWatch(
      clock,
      () => this.describeBinding(),
      (binding) => this.#tell({ kind: 'binding-changed', binding }),
    );
    this.#listen(options.signal, () => this.stop({ kind: 'interrupted' }));
    if (options.leaveNow) {
      this.#listen(options.leaveNow, () => {
        this.stop({ kind: 'interrupted' });
        this.#drop.abort();
      });
    }
  }

  /** The first reason to stop; undefined while the run goes on. */
  get stopReason(): StopReason | undefined {
    return this.#stopReason;
  }

  /** Aborts when nothing new is to be sent. */
  get noMore(): AbortSignal {
    return this.#noMore.signal;
  }

  /** Aborts when what is under way is to be dropped. */
  get drop(): AbortSignal {
    return this.#drop.signal;
  }

  get budget(): Budget {
    return this.options.budget;
  }

  /** US dollars that this run's answers cost. */
  get spentUsd(): number {
    return this.#spentUsd;
  }

  /** US dollars that may have been billed for sends of which nothing came back. */
  get uncertainUsd(): number {
    return this.#uncertainUsd;
  }

  /** What limits the rate of this run just now. */
  describeBinding(): Binding {
    const { ledger, budget } = this.options;
    if (ledger.blocked) return { kind: 'ledger', text: `the ledger waits: ${ledger.blocked.reason}` };
    return this.#budgetWaits > 0 && this.limiter.waiting === 0 && Number.isFinite(budget.capUsd)
      ? describeBudget(budget)
      : this.limiter.describeBinding();
  }

  /** Something happened that may have changed what limits the rate. */
  lookAtBinding(): void {
    this.#watch.look();
  }

  /** Sets the worst cost of a call apart, waiting for others to settle where that may make room. */
  async reserve(worstUsd: number): Promise<boolean> {
    this.#budgetWaits++;
    try {
      const reserved = this.budget.reserve(worstUsd, this.noMore);
      let isWaiting = true;
      const end = (): void => {
        isWaiting = false;
      };
      void reserved.then(end, end);
      // What is free at once binds nobody; that shows two turns later.
      void Promise.resolve()
        .then(() => undefined)
        .then(() => isWaiting && this.#watch.look());
      return await reserved;
    } finally {
      this.#budgetWaits--;
    }
  }

  /** The number of the send that comes next, from 1. */
  nextSend(): number {
    return ++this.#sends;
  }

  /** Gives a reservation back and books what became of it. */
  settleCost(worstUsd: number, costUsd: number, uncertainUsd = 0): void {
    this.#spentUsd += costUsd;
    this.#uncertainUsd += uncertainUsd;
    this.budget.settle(worstUsd, costUsd, uncertainUsd);
  }

  /** Takes a problem in, and stops the run when it means that going on is pointless. */
  noteProblem(problem: Problem): void {
    const isHopeless = this.health.isHopeless(problem, this.options.clock.monotonicMs());
    if (RETRY_RULES[problem.kind].then === 'stop-run' || isHopeless) this.stop({ kind: 'problem', problem });
  }

  stop(reason: StopReason): void {
    if (this.#stopReason !== undefined || this.#isFinished) return;
    this.#stopReason = reason;
    this.#noMore.abort();
    void this.options.clock.sleep(this.options.graceMs, this.#drop.signal).then(() => this.#drop.abort());
    this.options.emit({ kind: 'run-stopping', reason: toStopText(reason) });
  }

  /** Ends the grace time early: everything has arrived. From here on no signal reaches the run. */
  finish(): void {
    this.#isFinished = true;
    this.#watch.end();
    for (const forget of this.#forget) forget();
    this.#drop.abort();
  }

  /** For what is told in the midst of giving permits: a listener that throws ends the run, and loses no permit. */
  #tell(event: EngineEvent): void {
    try {
      this.options.emit(event);
    } catch (error) {
      this.stop({ kind: 'fault', error });
    }
  }

  #listen(signal: AbortSignal, act: () => void): void {
    if (signal.aborted) {
      act();
      return;
    }
    signal.addEventListener('abort', act, { once: true });
    this.#forget.push(() => signal.removeEventListener('abort', act));
  }
}

/** A sentence for people, without stacks, prompts or replies. */
const toStopText = (reason: StopReason): string => {
  switch (reason.kind) {
    case 'problem':
      return reason.problem.message;
    case 'budget':
      return 'the budget is used up';
    case 'interrupted':
      return 'the run was interrupted';
    case 'fault':
      // The message of a foreign error may hold anything; our own are written for users.
      return reason.error instanceof IdiolectError
        ? reason.error.message
        : `a fault of the program ended the run (${nameFault(reason.error)})`;
  }
};

const nameFault = (error: unknown): string => {
  if (!(error instanceof Error)) return typeof error;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
};

const describeBudget = ({ capUsd, freeUsd }: Budget): Binding => ({
  kind: 'budget',
  text: `the budget: $${freeUsd.toFixed(2)} of $${capUsd.toFixed(2)} free, waiting for answers to settle`,
  used: capUsd - freeUsd,
  limit: capUsd,
});
