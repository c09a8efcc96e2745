export type {
  Answer,
  Blocked,
  CallKey,
  CallRecord,
  Failure,
  Ledger,
  RunRecord,
  Settlement,
  Spending,
  StoredAnswer,
} from './ledger.ts';
export { LEDGER_VERSION } from './schema.ts';
export { type LedgerOptions, openLedger } from './sqlite-ledger.ts';
