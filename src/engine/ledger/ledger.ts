import type { ProblemKind, RawReply, Request, Usage } from '../../providers/index.ts';

/** SHA-256 over provider, base URL and the whole request; made by `toCallKey` alone. */
export type CallKey = string & { readonly __brand: 'CallKey' };

/** A reply as it came, and when. */
export interface Answer {
  readonly raw: RawReply;
  readonly sentMs: number;
  readonly latencyMs: number;
}

/** A stored answer. */
export interface StoredAnswer extends Answer {
  readonly id: number;
  /** What it was found to be worth; absent when the program ended between storing and reading it. */
  readonly settlement: Settlement | undefined;
}

/** What reading an answer showed. */
export interface Settlement {
  readonly usage: Usage | undefined;
  /** US dollars by the price list of the day; undefined when the model has no known price. */
  readonly costUsd: number | undefined;
  /** `accepted`, or the kind of problem. */
  readonly verdict: 'accepted' | ProblemKind;
}

/** What a call is: enough to understand an old ledger without the program that wrote it. */
export interface CallRecord {
  readonly key: CallKey;
  readonly provider: string;
  readonly baseUrl: string;
  readonly model: string;
  /** The whole request, as JSON. */
  readonly request: string;
}

/** Why a call was given up, in the run that gave it up last. */
export interface Failure {
  readonly kind: ProblemKind;
  readonly message: string;
  readonly atMs: number;
}

/** One start of a command that makes calls. `settings` is what the owner of the run wishes to remember. */
export interface RunRecord {
  readonly id: number;
  readonly startedMs: number;
  readonly finishedMs: number | undefined;
  readonly settings: Readonly<Record<string, unknown>>;
  /** How it ended; absent while it is at work or when it was killed. */
  readonly ending: string | undefined;
  /** How it stood when it told so last. */
  readonly progress: Readonly<Record<string, unknown>> | undefined;
  /** Whether it is still at work; a run without an ending that is not alive was killed. */
  readonly isAlive: boolean;
}

/** Why nothing can be stored now, and since when (milliseconds since 1970). */
export interface Blocked {
  readonly reason: string;
  readonly sinceMs: number;
}

/** Sums over the answers of a set of calls. */
export interface Spending {
  readonly answers: number;
  readonly costUsd: number;
  /** Answers whose model has no known price. */
  readonly unpriced: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/**
 * What happened: every reply that was paid for, durable before anything reads it.
 *
 * Promises resolve when the fact is on disk. Two processes may hold one ledger open: `claim` keeps them from asking
 * for the same call twice. Every implementation passes `ledger.contract.ts`.
 */
export interface Ledger extends AsyncDisposable {
  /** Answers of a call, oldest first, without those that were set aside. */
  readAnswers(key: CallKey): StoredAnswer[];
  /** One answer by its id, whether set aside or not. */
  readAnswer(id: number): StoredAnswer | undefined;
  readFailure(key: CallKey): Failure | undefined;
  readSpending(keys: Iterable<CallKey>): Spending;
  listRuns(): RunRecord[];

  /**
   * Set while nothing can be stored: the disk is full, or another program holds a lock. What was handed over waits and
   * is tried again; nothing new should be paid for.
   */
  readonly blocked: Blocked | undefined;
  /**
   * Resolves with true as soon as the ledger can store, at once when it can; with false when `signal` aborts first.
   * Rejects when waiting has no sense any more.
   */
  whenWritable(signal: AbortSignal): Promise<boolean>;

  /**
   * Takes a call; false when it is taken already, here or by another living process, or when `signal` aborts while the
   * ledger is blocked. What is taken is known to other processes. Give it back by `release`.
   */
  claim(call: CallRecord, signal?: AbortSignal): Promise<boolean>;
  release(key: CallKey): void;
  recordAnswer(key: CallKey, answer: Answer): Promise<number>;
  /** Notes what an answer was worth. Not awaited by the engine: it can be worked out again from the answer. */
  settleAnswer(id: number, settlement: Settlement): void;
  recordFailure(key: CallKey, failure: Failure): Promise<void>;
  /** Sets the answers of calls aside, so that they are asked anew; nothing is deleted. */
  setAside(keys: Iterable<CallKey>): Promise<void>;
  beginRun(settings: Readonly<Record<string, unknown>>): Promise<number>;
  /** Notes how a run stands, for whoever looks from outside. Not awaited: the last note counts. */
  noteProgress(runId: number, progress: Readonly<Record<string, unknown>>): void;
  finishRun(id: number, ending: string): Promise<void>;
}
