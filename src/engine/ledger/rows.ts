import type { SQLInputValue } from 'node:sqlite';
import type { Usage } from '../../providers/index.ts';
import type { Answer, CallKey, RunRecord, Settlement, StoredAnswer } from './ledger.ts';

type Row = Record<string, unknown>;

/** The columns of a new answer. */
export const toRow = (key: CallKey, { raw, sentMs, latencyMs }: Answer): SQLInputValue[] => [
  key,
  Math.round(sentMs),
  Math.round(latencyMs),
  raw.status,
  raw.requestId ?? null,
  raw.body,
];

/** The columns of what an answer was worth. */
export const toSettleRow = ({ verdict, costUsd, usage }: Settlement): SQLInputValue[] => [
  verdict,
  costUsd ?? null,
  usage ? JSON.stringify(usage) : null,
];

/** Usage as it is stored, when it is. */
export const toUsage = (value: unknown): Usage | undefined =>
  typeof value === 'string' ? (JSON.parse(value) as Usage) : undefined;

/** An answer out of its row. */
export const toStoredAnswer = (row: Row): StoredAnswer => ({
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

/** A run out of its row. */
export const toRun = (row: Row): RunRecord => ({
  id: Number(row.id),
  startedMs: Number(row.started_ms),
  finishedMs: row.finished_ms === null ? undefined : Number(row.finished_ms),
  settings: JSON.parse(String(row.settings)) as RunRecord['settings'],
  ending: row.ending === null ? undefined : String(row.ending),
});
