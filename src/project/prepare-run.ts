import type { Conversation } from '../conversation/index.ts';
import type { Call } from '../engine/index.ts';
import { makeCallMaker } from '../generate/index.ts';
import type { Assignment } from '../plan/index.ts';
import { checkCap, measureWorstUsd } from './check-cap.ts';
import type { SharedParts } from './control.ts';
import { estimateCalls } from './estimate.ts';
import { estimateRest, type Rest } from './estimate-rest.ts';
import type { Target } from './open-target.ts';

/** The largest room that an answer is given where the registry does not know the model. */
const MOST_TOKENS = 16_384;

/** One provider's part of a command, of which is known what is left to be asked. */
export interface PreparedRun {
  readonly target: Target;
  /** Where its dataset file will lie. */
  readonly file: string;
  readonly makeCall: (assignment: Assignment) => Call<Conversation>;
  readonly rest: Rest;
}

/**
 * Looks at what is left to be asked of one provider, and whether the budget holds a call of it.
 *
 * @throws {IdiolectError} `USAGE` when a single call might pass the budget.
 */
export const prepareRun = (
  target: Target,
  file: string,
  { options, settings, recipe, plan, ledger, clock }: SharedParts,
): PreparedRun => {
  const { provider, model, modelName } = target;
  const { assignments } = plan;
  const makeCall = makeCallMaker(recipe, {
    model: modelName,
    temperature: settings.temperature,
    maxTokens: settings.maxTokens,
    mostTokens: Math.max(settings.maxTokens, model?.maxOutput ?? MOST_TOKENS),
  });
  const rest = options.fresh
    ? { held: 0, isExact: true, estimate: estimateCalls(assignments, makeCall, model, provider) }
    : estimateRest(assignments, makeCall, model, provider, ledger);
  checkCap(measureWorstUsd(assignments, makeCall, target, rest, clock), settings);
  return { target, file, makeCall, rest };
};
