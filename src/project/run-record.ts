import { relative } from 'node:path';
import type { StopReason } from '../engine/index.ts';
import type { SharedParts } from './control.ts';
import type { Target } from './open-target.ts';
import type { GenerateSummary } from './summary.ts';

/** What the ledger remembers of a run: enough to make its plan and its calls again. */
export interface RunSettings {
  readonly command: 'generate';
  readonly provider: GenerateSummary['provider'];
  readonly model: string;
  readonly baseUrl: string;
  readonly isSimulated: boolean;
  readonly count: number;
  readonly seed: number;
  readonly design: SharedParts['settings']['design'];
  readonly temperature: number;
  readonly maxTokens: number;
  /** Relative to the project's folder. */
  readonly file: string;
  /** Relative to the project's folder; empty for the built-in recipe. */
  readonly recipe: string;
  readonly recipeHash: string;
}

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
});

export const toRunEnding = (summary: GenerateSummary): RunEnding => {
  // What the settings hold is not written twice.
  const { provider: _p, model: _m, isSimulated: _i, file: _f, stopReason, ...ending } = summary;
  return { ...ending, stopped: stopReason && toStopText(stopReason) };
};

const toStopText = (reason: StopReason): string => {
  if (reason.kind === 'problem') return reason.problem.message;
  if (reason.kind !== 'fault') return reason.kind;
  return reason.error instanceof Error ? reason.error.message : String(reason.error);
};
