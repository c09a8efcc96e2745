import type { DatabaseSync } from 'node:sqlite';
import { type Clock, systemClock } from '../../base/index.ts';
import { beginOwner, endOwner, type Owner, OwnerWatch } from './claim.ts';
import { markSuspect } from './find-damage.ts';
import { GroupCommit } from './group-commit.ts';
import { HeldClaims } from './held-claims.ts';
import type { Ledger } from './ledger.ts';
import { LogFlush } from './log-flush.ts';
import { openForWriting } from './open-for-writing.ts';
import { openReadOnly } from './open-read-only.ts';
import { makeReads } from './read-ledger.ts';
import { RescueFile } from './rescue.ts';
import { Reserve } from './reserve.ts';
import { toRow, toSettleRow } from './rows.ts';
import { prepareReads, prepareWrites, type Writes } from './statements.ts';
import { toReadError } from './to-ledger-error.ts';

/** How a ledger is opened. */
export interface LedgerOptions {
  readonly clock?: Clock;
  /** Reads alone: nothing is made, mended or lifted to this version, and writes reject. */
  readonly readOnly?: boolean;
  /** Hears when nothing can be stored for a while, for instance for want of disk space. */
  readonly onBlocked?: (reason: string) => void;
  /** Hears when that is over. */
  readonly onUnblocked?: () => void;
  /** Where answers are kept that the ledger cannot take, best first; the system's temporary folder, then the home. */
  readonly rescueFolders?: readonly string[];
  /** Room that is kept free beside the ledger; 16 MB. */
  readonly reserveBytes?: number;
}

/**
 * Opens the ledger in a file, making it and its folder when they are not there.
 *
 * @throws {IdiolectError} `LEDGER_NEWER`, `LEDGER_UNREADABLE`, `LEDGER_NOT_WRITABLE`, `LEDGER_FULL`: the file is left as
 * it was. `LEDGER_DAMAGED`: the damaged files lie beside it, and in its place a new one with whatever could be read.
 * Reads throw `LEDGER_DAMAGED` where they meet damage, and writes reject with it, with `LEDGER_FULL` or with
 * `LEDGER_NOT_WRITABLE`.
 */
export const openLedger = (file: string, options: LedgerOptions = {}): Ledger => {
  const clock = options.clock ?? systemClock;
  const owner = beginOwner();
  try {
    const watch = new OwnerWatch(owner, clock);
    if (options.readOnly) {
      endOwner(owner);
      return openReadOnly(file, watch);
    }
    return new SqliteLedger(file, owner, watch, clock, options).open();
  } catch (error) {
    endOwner(owner);
    throw error;
  }
};

class SqliteLedger {
  readonly #clock: Clock;
  readonly #owner: Owner;
  readonly #watch: OwnerWatch;
  readonly #file: string;
  readonly #database: DatabaseSync;
  readonly #release: () => void;
  readonly #sql: Writes;
  readonly #log: LogFlush | undefined;
  readonly #commits: GroupCommit;
  readonly #claims: HeldClaims;
  #closing: Promise<void> | undefined;

  constructor(file: string, owner: Owner, watch: OwnerWatch, clock: Clock, options: LedgerOptions) {
    const isInMemory = file === ':memory:';
    const { rescueFolders, reserveBytes, onBlocked, onUnblocked } = options;
    const reserve = isInMemory ? undefined : new Reserve(file, reserveBytes);
    const rescue = isInMemory ? undefined : new RescueFile(file, owner, () => clock.nowMs(), rescueFolders);
    const { database, release } = openForWriting(file, { watch, clock, reserve, rescueFolders });
    this.#clock = clock;
    this.#owner = owner;
    this.#watch = watch;
    this.#file = file;
    this.#database = database;
    this.#release = release;
    this.#sql = prepareWrites(database);
    const log = isInMemory ? undefined : new LogFlush(file);
    this.#log = log;
    // Checkpoints still flush; commits are flushed by `LogFlush`, before anybody is told of them.
    if (log) database.exec('PRAGMA synchronous = NORMAL');
    this.#commits = new GroupCommit(database, {
      file,
      clock,
      reserve,
      rescue,
      flush: log && (() => log.flush()),
      onBlocked,
      onUnblocked,
      onDamage: () => markSuspect(file),
    });
    this.#claims = new HeldClaims(this.#sql, this.#commits, clock, owner, watch);
  }

  open(): Ledger {
    const { outage } = this.#commits;
    const sql = prepareReads(this.#database);
    const reads = makeReads((work) => {
      try {
        return work(sql);
      } catch (cause) {
        const fault = toReadError(cause, this.#file);
        if (fault !== cause) {
          markSuspect(this.#file);
          outage.condemn(fault);
        }
        throw fault;
      }
    }, this.#watch);
    return {
      ...reads,
      ...this.#makeWrites(),
      get blocked() {
        return outage.blocked;
      },
      whenWritable: (signal) => outage.whenWritable(signal),
      claim: (call, signal) => this.#claims.claim(call, signal),
      release: (key) => this.#claims.release(key),
      [Symbol.asyncDispose]: () => {
        this.#closing ??= this.#close();
        return this.#closing;
      },
    };
  }

  #makeWrites(): Pick<
    Ledger,
    'recordAnswer' | 'settleAnswer' | 'recordFailure' | 'setAside' | 'beginRun' | 'noteProgress' | 'finishRun'
  > {
    const sql = this.#sql;
    const commits = this.#commits;
    const nowMs = (): number => Math.round(this.#clock.nowMs());
    return {
      recordAnswer: (key, answer) =>
        commits.write(() => Number(sql.putAnswer.run(...toRow(key, answer)).lastInsertRowid), {
          isUrgent: true,
          answer: { key, answer },
        }),
      settleAnswer: (id, settlement) => {
        void commits.write(() => sql.settle.run(...toSettleRow(settlement), id)).catch(() => undefined);
      },
      recordFailure: async (key, { kind, message, atMs }) => {
        await commits.write(() => sql.putFailure.run(key, kind, message, Math.round(atMs)), {
          isUrgent: true,
        });
      },
      setAside: async (keys) => {
        const all = [...keys];
        await commits.write(() => {
          for (const key of all) sql.setAside.run(key);
        });
      },
      beginRun: (settings) =>
        commits.write(() => {
          const { id, host, pid } = this.#owner;
          const atMs = nowMs();
          return Number(sql.putRun.run(atMs, JSON.stringify(settings), id, host, pid, atMs).lastInsertRowid);
        }),
      noteProgress: (runId, progress) => {
        const text = JSON.stringify(progress);
        void commits.write(() => sql.noteRun.run(text, nowMs(), runId)).catch(() => undefined);
      },
      finishRun: async (id, ending) => {
        await commits.write(() => sql.endRun.run(nowMs(), ending, id));
      },
    };
  }

  async #close(): Promise<void> {
    this.#commits.outage.close();
    await this.#claims.end();
    await this.#commits.drain();
    this.#log?.close();
    this.#database.close();
    this.#release();
  }
}
