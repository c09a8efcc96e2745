import { type Clock, IdiolectError } from '../base/index.ts';
import type { Conversation } from '../conversation/index.ts';
import { boundInputTokens, type Call } from '../engine/index.ts';
import type { Assignment } from '../plan/index.ts';
import { boundCost } from '../providers/index.ts';
import type { Rest } from './estimate-rest.ts';
import { isPriced } from './models.ts';
import type { Target } from './open-target.ts';
import type { GenerateSettings } from './settings.ts';

/** The most that one call may cost, in US dollars; undefined when nothing is left to be asked, or no price is known. */
export const measureWorstUsd = (
  assignments: readonly Assignment[],
  makeCall: (assignment: Assignment) => Call<Conversation>,
  { provider, model }: Pick<Target, 'provider' | 'model'>,
  { estimate }: Pick<Rest, 'estimate'>,
  clock: Pick<Clock, 'nowMs'>,
): number | undefined => {
  const [first] = assignments;
  if (first === undefined || estimate.calls === 0 || !isPriced(model)) return undefined;
  const { request } = makeCall(first);
  const size = {
    inputTokens: boundInputTokens(request),
    outputTokens: provider.countWorstOutput(request),
  };
  return boundCost(model, size, clock.nowMs());
};

/**
 * Makes sure that a budget holds at least one of the calls that are left.
 *
 * @param worstUsd - The most that the first of them may cost; undefined when nothing is left to be asked.
 * @throws {IdiolectError} `USAGE`
 */
export const checkCap = (
  worstUsd: number | undefined,
  { maxCostUsd }: Pick<GenerateSettings, 'maxCostUsd'>,
): void => {
  if (worstUsd === undefined || worstUsd <= maxCostUsd) return;
  const need = toCents(worstUsd);
  throw new IdiolectError(
    'USAGE',
    `One call may cost up to $${need}, which is more than --max-cost-usd ${maxCostUsd}. Nothing was asked.`,
    { hint: `Give --max-cost-usd ${need} or more, or ask for shorter answers with --max-tokens.` },
  );
};

/** Rounded up to the cent, or to the first two digits of less: the figure must be enough. */
const toCents = (usd: number): string => {
  const digits = usd >= 0.01 ? 2 : Math.max(2, 1 - Math.floor(Math.log10(usd)));
  return (Math.ceil(usd * 10 ** digits - 1e-9) / 10 ** digits).toFixed(digits);
};
