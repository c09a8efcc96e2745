import { makeCallMaker } from '../generate/index.ts';
import { type Assignment, type Coverage, makePlan, measureCoverage } from '../plan/index.ts';
import { defaultModel, findModel, openProvider, type ProviderName } from '../providers/index.ts';
import { loadRecipe } from '../recipe/index.ts';
import { type Estimate, estimateCalls } from './estimate.ts';
import { loadModels } from './models.ts';
import { BUILT_IN_RECIPE, findRecipeFolder } from './paths.ts';
import { DEFAULTS, type PlanOptions, toPlanSettings } from './settings.ts';

/** Whom an estimate is for. */
export interface PlanFor extends PlanOptions {
  /** Default: `openai` and `gemini`, the two that the quick start uses. */
  readonly providers?: readonly ProviderName[];
}

/** An estimate for one provider's default model. */
export interface ProviderEstimate extends Estimate {
  readonly provider: ProviderName;
  readonly model: string;
}

/** What will be asked, how evenly, and what it will likely cost. */
export interface PlannedConversations {
  readonly recipe: {
    readonly name: string;
    readonly folder: string;
    readonly patterns: number;
    readonly topics: number;
  };
  readonly count: number;
  readonly seed: number;
  readonly design: string;
  readonly assignments: readonly Assignment[];
  readonly coverage: Coverage;
  readonly estimate: readonly ProviderEstimate[];
}

/**
 * Makes the plan that `generate` would follow. Makes no call and writes nothing.
 *
 * @throws {IdiolectError} `USAGE`, `RECIPE_MISSING`, `RECIPE_BROKEN` or `MODELS_BROKEN`.
 *
 * @example
 * const { coverage } = await planConversations({ count: 200, design: 'balanced' });
 */
export const planConversations = async (options: PlanFor = {}): Promise<PlannedConversations> => {
  const settings = toPlanSettings(options);
  const folder = options.folder ?? process.cwd();
  const recipe = await loadRecipe(findRecipeFolder(folder, options.recipe), BUILT_IN_RECIPE);
  const registry = loadModels(folder);
  const { assignments } = makePlan(recipe, settings);
  const estimate = (options.providers ?? ['openai', 'gemini']).map((name) => {
    const model = defaultModel(name, registry);
    const { temperature, maxTokens } = DEFAULTS;
    const makeCall = makeCallMaker(recipe, { model, temperature, maxTokens, mostTokens: maxTokens });
    const known = findModel(registry, name, model);
    const provider = openProvider(name, { apiKey: 'none', registry });
    return { provider: name, model, ...estimateCalls(assignments, makeCall, known, provider) };
  });
  const { name, patterns, topics } = recipe;
  return {
    recipe: { name, folder: recipe.folder, patterns: patterns.length, topics: topics.length },
    ...settings,
    assignments,
    coverage: measureCoverage(recipe, assignments),
    estimate,
  };
};
