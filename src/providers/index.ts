export {
  type Allowance,
  type AnswerSchema,
  type Limits,
  PROBLEM_KINDS,
  type Problem,
  type ProblemKind,
  type Provider,
  type RawReply,
  type Reading,
  type Reply,
  type Request,
  type Sent,
  type Usage,
} from './contract.ts';
export type { Model, Price, Thinking } from './models/model.ts';
export { boundCost, type CallSize, hasPrice, priceUsage } from './models/price.ts';
export { type AskedModel, priceAnswer } from './models/price-answer.ts';
export { defaultModel, findModel, loadRegistry, makeRegistry, type Registry } from './models/registry.ts';
export { checkModel, type Retirement } from './models/retirement.ts';
export { defaultBaseUrl, openProvider } from './open.ts';
export { PROVIDER_NAMES, type ProviderName } from './provider-name.ts';
export type { Adjustment } from './wire/known-traits.ts';
export type { ProviderOptions } from './wire/settled-options.ts';
