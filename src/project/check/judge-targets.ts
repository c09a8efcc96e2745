import { IdiolectError } from '../../base/index.ts';
import type { Judge } from '../../quality/index.ts';
import { type AskedJudge, toJudgeId } from '../asked-judges.ts';
import { openTarget, type Target, type World } from '../open-target.ts';
import type { GenerateOptions } from '../settings.ts';

/** A judge and whom to talk to for it. */
export interface JudgeTarget extends Target {
  readonly judge: Judge;
}

/**
 * Finds out whom each judge is.
 *
 * @param isSetSimulated - The simulator judges only what it has written itself.
 * @throws {IdiolectError} `KEY_MISSING` where real conversations have no real judge; `MODEL_RETIRED`.
 */
export const openJudges = async (
  asked: readonly AskedJudge[],
  options: Omit<GenerateOptions, 'provider' | 'model'>,
  world: World,
  isSetSimulated: boolean,
): Promise<JudgeTarget[]> => {
  const targets = await Promise.all(
    asked.map(async ({ provider, model }) => {
      const target = await openTarget(provider, { ...options, ...(model !== undefined && { model }) }, world);
      return toJudgeTarget(target);
    }),
  );
  const simulated = targets.find(({ isSimulated }) => isSimulated);
  if (simulated === undefined || isSetSimulated) return targets;
  const name = simulated.provider.name;
  throw new IdiolectError(
    'KEY_MISSING',
    `There is no key for the judge ${name}, and the simulator cannot judge real text.`,
    {
      hint:
        simulated.missingKey === undefined
          ? 'Leave --simulate out, or check data/simulated/ with it.'
          : `Set ${simulated.missingKey}, or take another judge. Without --judge the checks that need no model are run.`,
    },
  );
};

const toJudgeTarget = (target: Target): JudgeTarget => {
  const { provider, modelName, isSimulated } = target;
  const id = toJudgeId(provider.name, modelName, isSimulated);
  return { ...target, judge: { id, family: provider.name } };
};
