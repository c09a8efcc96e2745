export {
  type CheckControl,
  type CheckEvent,
  type CheckOptions,
  type CheckResult,
  check,
  type QualityReport,
  type ReportTextOptions,
  renderReport,
  type ValidatedJudge,
  type ValidateJudgeOptions,
  validateJudge,
} from './check/index.ts';
export type { GenerateControl } from './control.ts';
export type { UsdRange } from './cost-forecast.ts';
export { BASE_URL_VARIABLES, KEY_VARIABLES } from './environment.ts';
export type { GenerateEvent, Standing, StartedRun } from './events.ts';
export { generate } from './generate.ts';
export { initProject } from './init.ts';
export type { LimitShare } from './limit-shares.ts';
export { makeLogLines } from './log-lines.ts';
export type { RunProgress } from './note-progress.ts';
export { BUILT_IN_RECIPE, findRecipeFolder } from './paths.ts';
export {
  type PlanFor,
  type PlannedConversations,
  type ProviderEstimate,
  planConversations,
} from './plan-conversations.ts';
export { DEFAULTS, type GenerateOptions, type PlanOptions } from './settings.ts';
export { type SimulateOptions, simulateAlone } from './simulate-alone.ts';
export { type DatasetStatus, type ProjectStatus, readStatus } from './status.ts';
export type { FailedConversation, GenerateSummary, RefillSummary, RejectedConversation } from './summary.ts';
