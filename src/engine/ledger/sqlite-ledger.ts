import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Clock, IdiolectError, systemClock } from '../../base/index.ts';
import type { ProblemKind } from '../../providers/index.ts';
import { BEAT_MS, beginOwner, endOwner, OwnerWatch } from './claim.ts';
import { GroupCommit } from './group-commit.ts';
import type { CallKey, CallRecord, Failure, Ledger, Spending } from './ledger.ts';
import { toRow, toRun, toSettleRow, toStoredAnswer, toUsage } from './rows.ts';
import { checkLedger, migrateLedger } from './schema.ts';
import { toOpenError, toReadError } from './to-ledger-error.ts';

/** Bytes (sqlite.org/fileformat.html, section 1.3.2). */
const SMALLEST_PAGE = 512;

/** How a ledger is opened. */
export interface LedgerOptions {
  readonly clock?: Clock;
  /** Hears when a commit has to wait, for instance for disk space. */
  readonly onWaiting?: (reason: string) => void;
}

/**
 * Opens the ledger in a file, making it and its folder when they are not there.
 *
 * @throws {IdiolectError} `LEDGER_NEWER`, `LEDGER_UNREADABLE` or `LEDGER_NOT_WRITABLE`; the file is left as it was.
 * Reads throw `LEDGER_UNREADABLE` where they meet damage, and writes reject with it or with `LEDGER_NOT_WRITABLE`.
 */
export const openLedger = (file: string, options: LedgerOptions = {}): Ledger => {
  const clock = options.clock ?? systemClock;
  const { database, sql } = openDatabase(file);
  const commits = new GroupCommit(database, file, clock, options.onWaiting ?? (() => undefined));
  const reads = makeReads(sql, file);
  const claims = makeClaims(sql, commits, clock);
  const close = async (): Promise<void> => {
    await claims.end();
    await commits.drain();
    database.close();
  };
  let closing: Promise<void> | undefined;

  return {
    ...reads,
    claim: claims.claim,
    release: claims.release,
    recordAnswer: (key, answer) =>
      commits.write(() => Number(sql.putAnswer.run(...toRow(key, answer)).lastInsertRowid)),
    settleAnswer: (id, settlement) => {
      void commits.write(() => sql.settle.run(...toSettleRow(settlement), id)).catch(() => undefined);
    },
    recordFailure: async (key, { kind, message, atMs }) => {
      await commits.write(() => sql.putFailure.run(key, kind, message, Math.round(atMs)));
    },
    setAside: async (keys) => {
      const all = [...keys];
      await commits.write(() => {
        for (const key of all) sql.setAside.run(key);
      });
    },
    beginRun: (settings) =>
      commits.write(() =>
        Number(sql.putRun.run(toWhole(clock.nowMs()), JSON.stringify(settings)).lastInsertRowid),
      ),
    finishRun: async (id, ending) => {
      await commits.write(() => sql.endRun.run(toWhole(clock.nowMs()), ending, id));
    },
    [Symbol.asyncDispose]: () => {
      closing ??= close();
      return closing;
    },
  };
};

type Statements = ReturnType<typeof prepareStatements>;

const makeReads = (sql: Statements, file: string) => {
  const read = <Value>(work: () => Value): Value => {
    try {
      return work();
    } catch (cause) {
      throw toReadError(cause, file);
    }
  };
  return {
    readAnswers: (key: CallKey) => read(() => sql.answers.all(key).map(toStoredAnswer)),
    readAnswer: (id: number) =>
      read(() => {
        const row = sql.answer.get(id);
        return row && toStoredAnswer(row);
      }),
    readFailure: (key: CallKey): Failure | undefined =>
      read(() => {
        const row = sql.failure.get(key);
        return (
          row && {
            kind: row.kind as ProblemKind,
            message: String(row.message),
            atMs: Number(row.at_ms),
          }
        );
      }),
    readSpending: (keys: Iterable<CallKey>): Spending => read(() => sumSpending(keys, sql)),
    listRuns: () => read(() => sql.runs.all().map(toRun)),
  };
};

const sumSpending = (keys: Iterable<CallKey>, sql: Statements): Spending => {
  const sum = { answers: 0, costUsd: 0, unpriced: 0, inputTokens: 0, outputTokens: 0 };
  for (const key of keys) {
    for (const row of sql.spending.all(key)) {
      const usage = toUsage(row.usage);
      sum.answers++;
      sum.costUsd += Number(row.cost_usd ?? 0);
      sum.unpriced += row.cost_usd === null ? 1 : 0;
      sum.inputTokens += usage?.inputTokens ?? 0;
      sum.outputTokens += usage?.outputTokens ?? 0;
    }
  }
  return sum;
};

/** The calls that this ledger holds, with the sign of life that keeps them from others. */
const makeClaims = (sql: Statements, commits: GroupCommit, clock: Clock) => {
  const owner = beginOwner();
  const watch = new OwnerWatch(owner, clock);
  const held = new Set<CallKey>();
  const beat = setInterval(() => {
    void commits.write(() => sql.beat.run(toWhole(clock.nowMs()), owner.id)).catch(() => undefined);
  }, BEAT_MS).unref();
  const take = ({ key, provider, baseUrl, request }: CallRecord): Promise<boolean> =>
    commits.write(() => {
      const other = sql.claim.get(key);
      if (other && other.owner !== owner.id && watch.isAlive(other)) return false;
      const nowMs = toWhole(clock.nowMs());
      sql.putClaim.run(key, owner.id, owner.host, owner.pid, nowMs);
      sql.putCall.run(key, provider, baseUrl, request.model, JSON.stringify(request), nowMs);
      return true;
    });

  return {
    claim: async (call: CallRecord): Promise<boolean> => {
      if (held.has(call.key)) return false;
      held.add(call.key);
      let isTaken = false;
      try {
        isTaken = await take(call);
        return isTaken;
      } finally {
        if (!isTaken) held.delete(call.key);
      }
    },
    release: (key: CallKey): void => {
      held.delete(key);
      void commits.write(() => sql.dropClaim.run(key, owner.id)).catch(() => undefined);
    },
    end: async (): Promise<void> => {
      clearInterval(beat);
      await commits.write(() => sql.dropClaims.run(owner.id)).catch(() => undefined);
      endOwner(owner);
    },
  };
};

/** The tables hold whole milliseconds. */
const toWhole = (ms: number): number => Math.round(ms);

const openDatabase = (file: string): { database: DatabaseSync; sql: Statements } => {
  let database: DatabaseSync | undefined;
  try {
    mkdirSync(dirname(file), { recursive: true });
    checkLength(file);
    database = new DatabaseSync(file, { timeout: 2_000 });
    checkLedger(database, file);
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    migrateLedger(database);
    // From here on waiting is done without blocking, by the group commit.
    database.exec('PRAGMA busy_timeout = 20');
    return { database, sql: prepareStatements(database) };
  } catch (cause) {
    database?.close();
    throw cause instanceof IdiolectError ? cause : toOpenError(cause, file);
  }
};

/** SQLite takes a file shorter than its smallest page for an empty one, and writes over it. */
const checkLength = (file: string): void => {
  const { size } = statSync(file, { throwIfNoEntry: false }) ?? { size: 0 };
  if (size === 0 || size >= SMALLEST_PAGE) return;
  throw new IdiolectError(
    'LEDGER_UNREADABLE',
    `The ledger file has only ${size} bytes, so it is no ledger.`,
    {
      hint: 'Move the file away, or restore it from a copy.',
      place: { file },
    },
  );
};

const prepareStatements = (database: DatabaseSync) => ({
  answers: database.prepare('SELECT * FROM answers WHERE call_key = ? AND set_aside = 0 ORDER BY id'),
  answer: database.prepare('SELECT * FROM answers WHERE id = ?'),
  spending: database.prepare('SELECT cost_usd, usage FROM answers WHERE call_key = ?'),
  failure: database.prepare('SELECT kind, message, at_ms FROM failures WHERE call_key = ?'),
  runs: database.prepare('SELECT * FROM runs ORDER BY id'),
  claim: database.prepare('SELECT owner, host, pid, beat_ms FROM claims WHERE call_key = ?'),
  putClaim: database.prepare('INSERT OR REPLACE INTO claims VALUES (?, ?, ?, ?, ?)'),
  dropClaim: database.prepare('DELETE FROM claims WHERE call_key = ? AND owner = ?'),
  dropClaims: database.prepare('DELETE FROM claims WHERE owner = ?'),
  beat: database.prepare('UPDATE claims SET beat_ms = ? WHERE owner = ?'),
  putCall: database.prepare('INSERT OR IGNORE INTO calls VALUES (?, ?, ?, ?, ?, ?)'),
  putAnswer: database.prepare(
    'INSERT INTO answers (call_key, sent_ms, latency_ms, status, request_id, body) VALUES (?, ?, ?, ?, ?, ?)',
  ),
  settle: database.prepare('UPDATE answers SET verdict = ?, cost_usd = ?, usage = ? WHERE id = ?'),
  putFailure: database.prepare('INSERT OR REPLACE INTO failures VALUES (?, ?, ?, ?)'),
  setAside: database.prepare('UPDATE answers SET set_aside = 1 WHERE call_key = ?'),
  putRun: database.prepare('INSERT INTO runs (started_ms, settings) VALUES (?, ?)'),
  endRun: database.prepare('UPDATE runs SET finished_ms = ?, ending = ? WHERE id = ?'),
});
