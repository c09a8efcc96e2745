/**
 * The public library of idiolect.
 *
 * @module
 */
export {
  type Clock,
  type ErrorCode,
  IdiolectError,
  type Place,
  systemClock,
  type Trouble,
} from './base/index.ts';
export { type Conversation, type Message, type Role, toLine } from './conversation/index.ts';
export type { Binding, EngineEvent, StopReason } from './engine/index.ts';
export {
  type Assignment,
  type Coverage,
  DESIGNS,
  type Design,
  makePlan,
  measureCoverage,
  type Plan,
} from './plan/index.ts';
export {
  BASE_URL_VARIABLES,
  BUILT_IN_RECIPE,
  type CheckControl,
  type CheckEvent,
  type CheckOptions,
  type CheckResult,
  check,
  type DatasetStatus,
  DEFAULTS,
  type FailedConversation,
  findRecipeFolder,
  type GenerateControl,
  type GenerateEvent,
  type GenerateOptions,
  type GenerateSummary,
  generate,
  initProject,
  KEY_VARIABLES,
  type LimitShare,
  makeLogLines,
  type PlanFor,
  type PlannedConversations,
  type PlanOptions,
  type ProjectStatus,
  planConversations,
  type QualityReport,
  type RefillSummary,
  type RejectedConversation,
  type ReportTextOptions,
  type RunProgress,
  readStatus,
  renderReport,
  type SimulateOptions,
  type Standing,
  simulateAlone,
  type UsdRange,
  type ValidatedJudge,
  type ValidateJudgeOptions,
  validateJudge,
} from './project/index.ts';
export { PROVIDER_NAMES, type ProblemKind, type ProviderName } from './providers/index.ts';
export { loadRecipe, type Pattern, type Recipe, type Topic } from './recipe/index.ts';
// The simulator itself is `idiolect/simulator`: most runs have no use for it, and loading it takes a while.
export type { Profile, Simulator, SimulatorOptions } from './simulator/index.ts';
