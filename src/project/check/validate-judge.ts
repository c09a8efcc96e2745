import { IdiolectError } from '../../base/index.ts';
import type { Call, StopReason } from '../../engine/index.ts';
import {
  type JudgeAnswer,
  type Judgement,
  type JudgeValidation,
  makeJudgeCall,
  measureJudge,
  planAblations,
  planValidation,
  type Subject,
  toCannotTell,
  toJudgement,
} from '../../quality/index.ts';
import { loadRecipe, type Recipe } from '../../recipe/index.ts';
import { toAskedJudges } from '../asked-judges.ts';
import { BUILT_IN_RECIPE, findRecipeFolder } from '../paths.ts';
import { DEFAULTS } from '../settings.ts';
import { askJudge } from './ask-judge.ts';
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
  const ask = (items: Parameters<typeof judgeAll>[1]): ReturnType<typeof judgeAll> =>
    judgeAll(target, items, recipe, parts);
  const first = await ask(plan.items.map(({ subject, item }) => ({ subject, pattern: item.pattern })));
  const ablations = planAblations(
    plan.items.map(({ subject }) => subject),
    first.judgements,
    recipe.patterns,
  );
  const toItems = (some: typeof ablations.withoutMarks) =>
    some.map(({ subject, pattern }) => ({ subject, pattern: pattern.name }));
  const withoutEvidence = await ask(toItems(ablations.withoutEvidence));
  const withoutMarks = await ask(toItems(ablations.withoutMarks));
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

const judgeAll = async (
  target: JudgeTarget,
  items: ReadonlyArray<{ readonly subject: Subject; readonly pattern: string }>,
  recipe: Recipe,
  parts: JudgeParts,
) => {
  const calls = items.flatMap(({ subject, pattern }): Call<JudgeAnswer>[] => {
    const card = recipe.patterns.find(({ name }) => name === pattern);
    return card ? [makeJudgeCall(subject, card, { model: target.modelName })] : [];
  });
  const answered = await askJudge(target, calls, parts);
  let secondLooks = 0;
  const judgements = items.flatMap(({ subject, pattern }): Judgement[] => {
    const id = `${subject.id} ${pattern}`;
    const outcome = answered.outcomes.get(id);
    const as = { subject: subject.id, pattern, judge: target.judge.id, costUsd: answered.costUsd.get(id) };
    if (outcome === undefined) return [];
    if (outcome.kind !== 'accepted') return [toCannotTell(as)];
    if (outcome.value.isSecondLook) secondLooks++;
    return [toJudgement(outcome.value, as)];
  });
  return { judgements, secondLooks, stopReason: answered.stopReason };
};
