import type { ProblemKind } from '../../providers/index.ts';
import type { OwnerWatch } from './claim.ts';
import type { CallKey, Failure, Ledger, Spending } from './ledger.ts';
import { toRun, toStoredAnswer, toUsage } from './rows.ts';
import type { Reads } from './statements.ts';

/** The reads of a ledger. */
export type LedgerReads = Pick<
  Ledger,
  'readAnswers' | 'readAnswer' | 'readFailure' | 'readSpending' | 'listRuns'
>;

/**
 * Makes the reads of a ledger.
 *
 * @param read - Runs one read, and turns what it throws into what a user can understand.
 */
export const makeReads = (
  read: <Value>(work: (sql: Reads) => Value) => Value,
  watch: OwnerWatch,
): LedgerReads => ({
  readAnswers: (key) => read((sql) => sql.answers.all(key).map(toStoredAnswer)),
  readAnswer: (id) =>
    read((sql) => {
      const row = sql.answer.get(id);
      return row && toStoredAnswer(row);
    }),
  readFailure: (key): Failure | undefined =>
    read((sql) => {
      const row = sql.failure.get(key);
      return (
        row && {
          kind: row.kind as ProblemKind,
          message: String(row.message),
          atMs: Number(row.at_ms),
        }
      );
    }),
  readSpending: (keys) => {
    const all = [...keys];
    return read((sql) => sumSpending(all, sql));
  },
  listRuns: () =>
    read((sql) => sql.runs.all().map((row) => toRun(row, row.finished_ms === null && isAtWork(row, watch)))),
});

/** Ledgers of version 1 do not say who is at work. */
const isAtWork = (row: Record<string, unknown>, watch: OwnerWatch): boolean =>
  typeof row.owner === 'string' && watch.looksAlive(row);

const sumSpending = (keys: readonly CallKey[], sql: Reads): Spending => {
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
