import { relative } from 'node:path';
import type { StopReason } from '../engine/index.ts';
import type { SharedParts } from './control.ts';
import type { Target } from './open-target.ts';
import type { RunSettings } from './run-settings.ts';
import type { GenerateSummary } from './summary.ts';

/** How a run ended, as the ledger remembers it. */
export type RunEnding = Omit<GenerateSummary, keyof RunSettings | 'stopReason'> & {
  readonly stopped: string | undefined;
};

export const toRunSettings = (target: Target, file: string, shared: SharedParts): RunSettings => ({
  command: 'generate',
  provider: target.provider.name,
  model: target.modelName,
  baseUrl: target.provider.baseUrl,
  isSimulated: target.isSimulated,
  count: shared.settings.count,
  seed: shared.settings.seed,
  design: shared.settings.design,
  temperature: shared.settings.temperature,
  maxTokens: shared.settings.maxTokens,
  file: relative(shared.folder, file),
  recipe: shared.recipePath,
  recipeHash: shared.recipe.hash,
  ...(shared.settings.untilAccepted && { untilAccepted: true }),
});

export const toRunEnding = (summary: GenerateSummary): RunEnding => {
  // What the settings hold is not written twice.
  const { provider: _p, model: _m, isSimulated: _i, file: _f, stopReason, ...ending } = summary;
  return { ...ending, stopped: stopReason && toStopText(stopReason) };
};

/** Why a run stopped, in a phrase for people. */
export const toStopText = (reason: StopReason): string => {
  if (reason.kind === 'problem') return reason.problem.message;
  if (reason.kind === 'budget') return 'the budget is used up';
  if (reason.kind === 'interrupted') return 'it was interrupted';
  return reason.error instanceof Error ? reason.error.message : String(reason.error);
};
