import type { Clock, Random } from '../base/index.ts';
import type { Problem, Provider, Usage } from '../providers/index.ts';
import type { Budget } from './budget.ts';
import type { EngineEvent } from './events.ts';
import { Health } from './health.ts';
import type { Ledger } from './ledger/index.ts';
import type { StopReason } from './outcome.ts';
import { type Ceilings, RateLimit } from './rate-limit.ts';
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
  readonly #noMore = new AbortController();
  readonly #drop = new AbortController();
  readonly #forget: Array<() => void> = [];
  #stopReason: StopReason | undefined;
  #isFinished = false;
  #spentUsd = 0;
  #uncertainUsd = 0;

  constructor(options: RunOptions) {
    this.options = options;
    this.limiter = new RateLimit(options.model, options.ceilings, options.clock);
    this.timeLimit = new TimeLimit(options.timeLimitMs);
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
    for (const forget of this.#forget) forget();
    this.#drop.abort();
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

const toStopText = (reason: StopReason): string =>
  reason.kind === 'problem'
    ? reason.problem.message
    : reason.kind === 'budget'
      ? 'the budget is used up'
      : reason.kind;
