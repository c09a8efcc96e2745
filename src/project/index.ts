export type { GenerateControl } from './control.ts';
export { BASE_URL_VARIABLES, KEY_VARIABLES } from './environment.ts';
export type { GenerateEvent, Standing, StartedRun } from './events.ts';
export { generate } from './generate.ts';
export { initProject } from './init.ts';
export { BUILT_IN_RECIPE, findRecipeFolder } from './paths.ts';
export {
  type PlanFor,
  type PlannedConversations,
  type ProviderEstimate,
  planConversations,
} from './plan-conversations.ts';
export { DEFAULTS, type GenerateOptions, type PlanOptions } from './settings.ts';
export { type DatasetStatus, type ProjectStatus, readStatus } from './status.ts';
export type { FailedConversation, GenerateSummary } from './summary.ts';
