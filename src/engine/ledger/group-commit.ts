import type { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Means, Outage, RETRY_MS } from './outage.ts';
import type { WaitingAnswer } from './rescue.ts';
import { toTrouble, toWriteError } from './to-ledger-error.ts';

/** How a write is to be done. */
export interface WriteOptions {
  /** Commits at the end of this turn of the event loop, together with whatever else waits by then. */
  readonly isUrgent?: boolean;
  /** What is lost when the write cannot be done. */
  readonly answer?: WaitingAnswer;
  /** Leaves the write out when it has aborted before the write could be done; its value is `undefined` then. */
  readonly signal?: AbortSignal | undefined;
}

interface Write extends WriteOptions {
  readonly run: () => unknown;
  readonly done: (value: unknown) => void;
  readonly failed: (error: unknown) => void;
}

/** How one attempt to commit went; `write` is the one at which it failed, when it was one. */
type Attempt =
  | { readonly kind: 'committed'; readonly values: readonly unknown[] }
  | { readonly kind: 'failed'; readonly error: unknown; readonly write: Write | undefined };

/** How long writes that nobody is in a hurry for gather, unless an urgent one takes them along. */
const GATHER_MS = 4;
/** Without a reason of ours an error with its stack would be made for each answer. */
const HURRY = 'hurry';

/**
 * Gathers writes and commits them in their order, in one transaction. What is committed outlives the process at once;
 * a write resolves when it is on the disk as well, after a flush that is shared by all commits before it.
 *
 * A commit that the system refuses for a passing reason (locked, disk full) is tried again with the very same writes,
 * so that nothing is lost meanwhile. A write may therefore run several times before it is committed.
 */
export class GroupCommit {
  readonly outage: Outage;
  readonly #database: DatabaseSync;
  readonly #means: Means;
  #waiting: Write[] = [];
  #flushing: Promise<void> | undefined;
  #hurry = new AbortController();
  /** The latest commit on its way to the disk; earlier ones are there before it. */
  #keeping: Promise<void> | undefined;

  constructor(database: DatabaseSync, means: Means) {
    this.#database = database;
    this.#means = means;
    this.outage = new Outage(means, () => this.#poke());
  }

  /** Runs `run` within the next commit and resolves with its value once that is on disk. */
  write<Value>(run: () => Value, options: WriteOptions = {}): Promise<Value> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ...options, run, done: resolve as (value: unknown) => void, failed: reject });
      if (options.isUrgent) this.#hurry.abort(HURRY);
      this.#flushing ??= this.#flush();
    });
  }

  /** Resolves when every write so far is on disk, or is given up. */
  async drain(): Promise<void> {
    this.outage.close();
    while (this.#flushing) {
      this.#hurry.abort(HURRY);
      await this.#flushing;
    }
    await this.#keeping;
  }

  #poke(): void {
    if (this.#flushing === undefined) void this.write(() => undefined).catch(() => undefined);
  }

  async #flush(): Promise<void> {
    while (this.#waiting.length > 0) {
      await this.#means.clock.sleep(GATHER_MS, this.#hurry.signal);
      // Replies that arrived in the same turn are handed over before the turn ends.
      if (this.#hurry.signal.aborted) await nextTurn();
      this.#hurry = new AbortController();
      const writes = this.#waiting;
      this.#waiting = [];
      try {
        await this.#commit(writes);
      } catch (error) {
        for (const write of writes) write.failed(error);
      }
    }
    this.#flushing = undefined;
  }

  /** Commits writes in their order. One that cannot be done is left out and takes no other with it. */
  async #commit(writes: readonly Write[]): Promise<void> {
    let left = writes;
    while (left.length > 0) {
      const attempt = this.#tryCommit(left);
      if (attempt.kind === 'committed') {
        this.outage.noteWritten();
        this.#keeping = this.#keep(left, attempt.values);
        return;
      }
      left = await this.#recover(attempt.error, attempt.write, left);
    }
  }

  /** Resolves the writes of a commit once it is on the disk. The next commit does not wait for that. */
  async #keep(writes: readonly Write[], values: readonly unknown[]): Promise<void> {
    try {
      await this.#means.flush?.();
    } catch (error) {
      // What a failed flush left unwritten is written by none that follows, so no later one can be believed.
      const fault = this.outage.giveUp(error, toAnswers(writes));
      for (const write of writes) write.failed(fault);
      return;
    }
    this.outage.noteKept(toAnswers(writes));
    for (const [index, write] of writes.entries()) write.done(values[index]);
  }

  /** Deals with a refusal; gives back the writes that are still to be tried. */
  async #recover(
    error: unknown,
    write: Write | undefined,
    left: readonly Write[],
  ): Promise<readonly Write[]> {
    if (toTrouble(error) === 'wrong') {
      const spoilt = write ? [write] : left;
      for (const each of spoilt) each.failed(toWriteError(error, this.#means.file));
      return left.filter((each) => !spoilt.includes(each));
    }
    const advice = this.outage.meet(error, () => toAnswers([...left, ...this.#waiting]));
    if (advice === 'give-up') {
      const fault = this.outage.giveUp(error, toAnswers(left));
      for (const each of left) each.failed(fault);
      return [];
    }
    if (advice === 'wait') await this.#means.clock.sleep(RETRY_MS);
    for (const each of left) if (each.signal?.aborted) each.done(undefined);
    return left.filter((each) => !each.signal?.aborted);
  }

  #tryCommit(writes: readonly Write[]): Attempt {
    let current: Write | undefined;
    try {
      this.#database.exec('BEGIN IMMEDIATE');
      const values: unknown[] = [];
      for (const write of writes) {
        current = write;
        values.push(write.run());
      }
      current = undefined;
      this.#database.exec('COMMIT');
      return { kind: 'committed', values };
    } catch (error) {
      this.#rollBack();
      return { kind: 'failed', error, write: current };
    }
  }

  #rollBack(): void {
    try {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
    } catch {
      // The next transaction cannot begin then, and says so.
    }
  }
}

const toAnswers = (writes: readonly Write[]): WaitingAnswer[] =>
  writes.flatMap(({ answer }) => (answer === undefined ? [] : [answer]));
