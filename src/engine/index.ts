export { Budget } from './budget.ts';
export { type Call, toCallKey } from './call.ts';
export { boundInputTokens, estimateInputTokens } from './estimate.ts';
export type { Binding, EngineEvent } from './events.ts';
export type { Ceilings } from './gauges.ts';
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
export { replayCall } from './replay.ts';
export { RETRY_RULES } from './retry-rules.ts';
export { type Run, runCalls } from './run-calls.ts';
export type { RunOptions } from './run-state.ts';
