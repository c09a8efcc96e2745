export { Budget } from './budget.ts';
export { type Call, toCallKey } from './call.ts';
export { estimateInputTokens } from './estimate.ts';
export type { Binding, EngineEvent } from './events.ts';
export {
  type CallKey,
  type Failure,
  LEDGER_VERSION,
  type Ledger,
  openLedger,
  type RunRecord,
  type Settlement,
  type Spending,
} from './ledger/index.ts';
export type { Outcome, StopReason } from './outcome.ts';
export type { Ceilings } from './rate-limit.ts';
export { replayCall } from './replay.ts';
export { RETRY_RULES } from './retry-rules.ts';
export { type Run, runCalls } from './run-calls.ts';
export type { RunOptions } from './run-state.ts';
