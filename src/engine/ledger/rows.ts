import type { SQLInputValue } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import type { Usage } from '../../providers/index.ts';
import type { Answer, CallKey, RunRecord, Settlement, StoredAnswer } from './ledger.ts';

type Row = Record<string, unknown>;

/** SQLITE_CORRUPT (sqlite.org/rescode.html). */
const CORRUPT = 11;

/** The columns of a new answer. */
export const toRow = (key: CallKey, { raw, sentMs, latencyMs }: Answer): SQLInputValue[] => [
  key,
  Math.round(sentMs),
  Math.round(latencyMs),
  raw.status,
  raw.requestId ?? null,
  raw.body,
  crc32(raw.body),
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

/** Whether the body of an answer is what was stored. SQLite does not see a byte that changed within a text. */
export const isBodySound = (body: string, sum: unknown): boolean =>
  typeof sum !== 'number' || crc32(body) === sum;

/** An answer out of its row. Throws as SQLite does for a damaged page when its body is not what was stored. */
export const toStoredAnswer = (row: Row): StoredAnswer => {
  if (isBodySound(String(row.body), row.body_crc)) return toAnswer(row);
  throw Object.assign(new Error(`answer ${row.id} is not what was stored`), { errcode: CORRUPT });
};

const toAnswer = (row: Row): StoredAnswer => ({
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
export const toRun = (row: Row, isAlive: boolean): RunRecord => ({
  id: Number(row.id),
  startedMs: Number(row.started_ms),
  finishedMs: row.finished_ms === null ? undefined : Number(row.finished_ms),
  settings: JSON.parse(String(row.settings)) as RunRecord['settings'],
  ending: row.ending === null ? undefined : String(row.ending),
  progress:
    typeof row.progress === 'string' ? (JSON.parse(row.progress) as RunRecord['settings']) : undefined,
  isAlive,
});
