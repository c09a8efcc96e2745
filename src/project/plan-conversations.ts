import { makeCallMaker } from '../generate/index.ts';
import { type Assignment, type Coverage, makePlan, measureCoverage } from '../plan/index.ts';
import { defaultModel, findModel, openProvider, type ProviderName } from '../providers/index.ts';
import { loadRecipe, type Recipe } from '../recipe/index.ts';
import { type Estimate, estimateCalls } from './estimate.ts';
import { loadModels } from './models.ts';
import { BUILT_IN_RECIPE, findRecipeFolder } from './paths.ts';
import {
  DEFAULTS,
  type GenerateOptions,
  type PlanOptions,
  toEstimateSettings,
  toPlanSettings,
} from './settings.ts';

/** What a plan is to be made from, and whom its cost is to be estimated for: as `generate` takes it. */
export interface PlanFor extends PlanOptions, Pick<GenerateOptions, 'provider' | 'model' | 'maxTokens'> {}

/** An estimate for one provider's model. */
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
 * Makes the plan that `generate` would follow. Makes no call and writes nothing. The cost is estimated for the
 * providers that are named, or else for OpenAI's and Gemini's default models.
 *
 * @throws {IdiolectError} `USAGE`, `RECIPE_MISSING`, `RECIPE_BROKEN` or `MODELS_BROKEN`.
 *
 * @example
 * const { coverage } = await planConversations({ count: 200, design: 'balanced' });
 */
export const planConversations = async (options: PlanFor = {}): Promise<PlannedConversations> => {
  const settings = toPlanSettings(options);
  const { providers, maxTokens } = toEstimateSettings(options);
  const folder = options.folder ?? process.cwd();
  const recipe = await loadRecipe(findRecipeFolder(folder, options.recipe), BUILT_IN_RECIPE);
  const registry = loadModels(folder);
  const { assignments } = makePlan(recipe, settings);
  const estimate = providers.map((name) => {
    const model = options.model ?? defaultModel(name, registry);
    const makeCall = makeCallMaker(recipe, {
      ...{ model, maxTokens, mostTokens: maxTokens },
      temperature: DEFAULTS.temperature,
    });
    const known = findModel(registry, name, model);
    const provider = openProvider(name, { apiKey: 'none', registry });
    return { provider: name, model, ...estimateCalls(assignments, makeCall, known, provider) };
  });
  return {
    recipe: describeRecipe(recipe),
    ...settings,
    assignments,
    coverage: measureCoverage(recipe, assignments),
    estimate,
  };
};

const describeRecipe = ({ name, folder, patterns, topics }: Recipe): PlannedConversations['recipe'] => ({
  name,
  folder,
  patterns: patterns.length,
  topics: topics.length,
});
