import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { type Clock, IdiolectError, systemClock, toSystemCode } from '../../base/index.ts';
import type { ProblemKind, Usage } from '../../providers/index.ts';
import { isOwnerAlive } from './claim.ts';
import { GroupCommit } from './group-commit.ts';
import type { Answer, CallKey, Ledger, RunRecord, Settlement, StoredAnswer } from './ledger.ts';
import { migrateLedger } from './schema.ts';

/** How a ledger is opened. */
export interface LedgerOptions {
  readonly clock?: Clock;
  /** Hears when a commit has to wait, for instance for disk space. */
  readonly onWaiting?: (reason: string) => void;
}

const BEAT_MS = 30_000;

/**
 * Opens the ledger in a file, making it and its folder when they are not there.
 *
 * @throws {IdiolectError} `LEDGER_NEWER`, `LEDGER_UNREADABLE` or `LEDGER_NOT_WRITABLE`; the file is left as it was.
 */
export const openLedger = (file: string, options: LedgerOptions = {}): Ledger => {
  const clock = options.clock ?? systemClock;
  const database = openDatabase(file);
  const sql = prepareStatements(database);
  const owner = { id: randomUUID(), host: hostname(), pid: process.pid };
  const commits = new GroupCommit(database, file, clock, options.onWaiting ?? (() => undefined));
  const beat = setInterval(() => {
    void commits.write(() => sql.beat.run(clock.nowMs(), owner.id)).catch(() => undefined);
  }, BEAT_MS).unref();

  return {
    readAnswers: (key) => sql.answers.all(key).map(toStoredAnswer),
    readAnswer: (id) => {
      const row = sql.answer.get(id);
      return row && toStoredAnswer(row);
    },
    readFailure: (key) => {
      const row = sql.failure.get(key);
      return row && { kind: row.kind as ProblemKind, message: String(row.message), atMs: Number(row.at_ms) };
    },
    readSpending: (keys) => {
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
    },
    listRuns: () => sql.runs.all().map(toRun),
    claim: (call) =>
      commits.write(() => {
        const held = sql.claim.get(call.key);
        if (held && held.owner !== owner.id && isOwnerAlive(held, owner.host, clock.nowMs())) return false;
        sql.putClaim.run(call.key, owner.id, owner.host, owner.pid, clock.nowMs());
        const { provider, baseUrl, request } = call;
        sql.putCall.run(call.key, provider, baseUrl, request.model, JSON.stringify(request), clock.nowMs());
        return true;
      }),
    release: (key) => {
      void commits.write(() => sql.dropClaim.run(key, owner.id)).catch(() => undefined);
    },
    recordAnswer: (key, answer) =>
      commits.write(() => Number(sql.putAnswer.run(...toRow(key, answer)).lastInsertRowid)),
    settleAnswer: (id, settlement) => {
      void commits.write(() => sql.settle.run(...toSettleRow(settlement), id)).catch(() => undefined);
    },
    recordFailure: async (key, { kind, message, atMs }) => {
      await commits.write(() => sql.putFailure.run(key, kind, message, Math.round(atMs)));
    },
    setAside: async (keys) => {
      await commits.write(() => {
        for (const key of keys) sql.setAside.run(key);
      });
    },
    beginRun: (settings) =>
      commits.write(() => Number(sql.putRun.run(clock.nowMs(), JSON.stringify(settings)).lastInsertRowid)),
    finishRun: async (id, ending) => {
      await commits.write(() => sql.endRun.run(clock.nowMs(), ending, id));
    },
    [Symbol.asyncDispose]: async () => {
      clearInterval(beat);
      await commits.drain();
      await commits.write(() => sql.dropClaims.run(owner.id)).catch(() => undefined);
      database.close();
    },
  };
};

const openDatabase = (file: string): DatabaseSync => {
  let database: DatabaseSync | undefined;
  try {
    mkdirSync(dirname(file), { recursive: true });
    database = new DatabaseSync(file, { timeout: 2_000 });
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    migrateLedger(database, file);
    // From here on waiting is done without blocking, by the group commit.
    database.exec('PRAGMA busy_timeout = 20');
    return database;
  } catch (cause) {
    database?.close();
    throw cause instanceof IdiolectError ? cause : toOpenError(cause, file);
  }
};

const toOpenError = (cause: unknown, file: string): IdiolectError => {
  const why = cause instanceof Error ? cause.message : String(cause);
  // SQLite result codes (sqlite.org/rescode.html): CORRUPT 11, NOTADB 26.
  const code = cause instanceof Error && 'errcode' in cause ? Number(cause.errcode) & 0xff : undefined;
  if (code === 11 || code === 26) {
    return new IdiolectError('LEDGER_UNREADABLE', `The ledger cannot be read (${why}).`, {
      hint: 'Nothing was changed. Restore the file from a copy, or move it away to begin a new one (its replies would be paid for again).',
      place: { file },
      cause,
    });
  }
  return new IdiolectError(
    'LEDGER_NOT_WRITABLE',
    `The ledger cannot be opened (${toSystemCode(cause) ?? why}: ${why}).`,
    {
      hint: 'Make the folder writable, free disk space, or work in another folder.',
      place: { file },
      cause,
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

type Row = Record<string, unknown>;

const toRow = (key: CallKey, { raw, sentMs, latencyMs }: Answer): SQLInputValue[] => [
  key,
  Math.round(sentMs),
  Math.round(latencyMs),
  raw.status,
  raw.requestId ?? null,
  raw.body,
];

const toSettleRow = ({ verdict, costUsd, usage }: Settlement): SQLInputValue[] => [
  verdict,
  costUsd ?? null,
  usage ? JSON.stringify(usage) : null,
];

const toUsage = (value: unknown): Usage | undefined =>
  typeof value === 'string' ? (JSON.parse(value) as Usage) : undefined;

const toStoredAnswer = (row: Row): StoredAnswer => ({
  id: Number(row.id),
  raw: {
    status: Number(row.status),
    body: String(row.body),
    ...(row.request_id === null ? {} : { requestId: String(row.request_id) }),
  },
  sentMs: Number(row.sent_ms),
  latencyMs: Number(row.latency_ms),
  settlement:
    row.verdict === null
      ? undefined
      : {
          verdict: row.verdict as Settlement['verdict'],
          costUsd: row.cost_usd === null ? undefined : Number(row.cost_usd),
          usage: toUsage(row.usage),
        },
});

const toRun = (row: Row): RunRecord => ({
  id: Number(row.id),
  startedMs: Number(row.started_ms),
  finishedMs: row.finished_ms === null ? undefined : Number(row.finished_ms),
  settings: JSON.parse(String(row.settings)) as RunRecord['settings'],
  ending: row.ending === null ? undefined : String(row.ending),
});
