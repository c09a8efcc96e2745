import { IdiolectError } from '../../base/index.ts';
import type { StopReason } from '../../engine/index.ts';
import { type JudgeValidation, measureJudge, planAblations, planValidation } from '../../quality/index.ts';
import { loadRecipe, type Recipe } from '../../recipe/index.ts';
import { toAskedJudges } from '../asked-judges.ts';
import { BUILT_IN_RECIPE, findRecipeFolder } from '../paths.ts';
import { DEFAULTS } from '../settings.ts';
import { askQuestions, type Question } from './ask-questions.ts';
import type { CheckControl } from './check-events.ts';
import type { ValidateJudgeOptions } from './check-options.ts';
import { loadGoldFor } from './gold-sets.ts';
import type { JudgeParts } from './judge-parts.ts';
import type { JudgeTarget } from './judge-targets.ts';
import { keepValidations } from './validations.ts';
import { withJudges } from './with-judges.ts';

/** How the measurement of one judge ended. */
export interface ValidatedJudge {
  readonly validation: JudgeValidation;
  readonly isSimulated: boolean;
  readonly stopReason: StopReason | undefined;
}

/**
 * Measures judges on the held-out half of the recipe's gold set, and keeps the results for `check`. Simulated judges
 * are measured on conversations that the simulator plants, since they know no others.
 *
 * @throws {IdiolectError} `RECIPE_BROKEN` where the gold set has faults; `USAGE` where there is none.
 */
export const validateJudge = async (
  options: ValidateJudgeOptions,
  control: CheckControl = {},
): Promise<ValidatedJudge[]> => {
  const folder = options.folder ?? process.cwd();
  const asked = toAskedJudges(options.judge, options.baseUrl);
  if (asked.length === 0) {
    throw new IdiolectError('USAGE', 'No judge was given.', { hint: 'Give --judge openai, for instance.' });
  }
  const recipe = await loadRecipe(findRecipeFolder(folder, options.recipe), BUILT_IN_RECIPE);
  const { judge: _, ...rest } = options;
  const seed = options.seed ?? DEFAULTS.seed;
  const order = { folder, recipe, options: rest, control, asked, isSetSimulated: true };
  const measured = await withJudges(order, (targets, parts) =>
    Promise.all(
      targets.map(async (target) => {
        const plan = planValidation(await loadGoldFor(recipe, target.isSimulated), recipe);
        return measure(target, plan, recipe, seed, parts);
      }),
    ),
  );
  await keepValidations(
    folder,
    measured.map(({ validation }) => validation),
  );
  return measured;
};

const measure = async (
  target: JudgeTarget,
  plan: ReturnType<typeof planValidation>,
  recipe: Recipe,
  seed: number,
  parts: JudgeParts,
): Promise<ValidatedJudge> => {
  const cards = new Map(recipe.patterns.map((pattern) => [pattern.name, pattern]));
  const questions = plan.items.flatMap(({ subject, item }): Question[] => {
    const pattern = cards.get(item.pattern);
    return pattern ? [{ subject, pattern }] : [];
  });
  const first = await askQuestions(target, questions, parts);
  const ablations = planAblations(
    plan.items.map(({ subject }) => subject),
    first.judgements,
    recipe.patterns,
  );
  const withoutEvidence = await askQuestions(target, ablations.withoutEvidence, parts);
  const withoutMarks = await askQuestions(target, ablations.withoutMarks, parts);
  const rounds = [first, withoutEvidence, withoutMarks];
  const validation = measureJudge({
    ...{ judge: target.judge.id, recipe: recipe.name, plan, seed },
    judgements: first.judgements,
    withoutEvidence: withoutEvidence.judgements,
    withoutMarks: withoutMarks.judgements,
    secondLooks: rounds.reduce((sum, { secondLooks }) => sum + secondLooks, 0),
  });
  const stopReason = rounds.find((round) => round.stopReason !== undefined)?.stopReason;
  return { validation, isSimulated: target.isSimulated, stopReason };
};
