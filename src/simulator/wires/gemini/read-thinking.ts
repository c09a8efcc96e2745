import { fail, ok, type Result } from '../../../base/index.ts';
import type { ThinkingRoom } from '../ask.ts';
import { isObject, type JsonObject } from '../json.ts';
import { NO_THINKING, THINKING_BY_EFFORT } from '../models.ts';
import { type BadRequest, badRequest } from '../refusal.ts';

/** Which budgets a model takes, and whether it thinks when none is given. */
interface BudgetRule {
  readonly least: number;
  readonly most: number;
  readonly canBeOff: boolean;
  readonly onByDefault: boolean;
}

/** By the start of the name, longest first (Gemini thinking guide, 2026). */
const BUDGETS: readonly (readonly [string, BudgetRule])[] = [
  ['gemini-2.5-flash-lite', { least: 512, most: 24_576, canBeOff: true, onByDefault: false }],
  ['gemini-2.5-flash', { least: 1, most: 24_576, canBeOff: true, onByDefault: true }],
  ['gemini-2.5-pro', { least: 128, most: 32_768, canBeOff: false, onByDefault: true }],
];

/** What a model thinks at most when it is left to decide. */
const USUAL_MOST = 1200;

/** Reads how much a Gemini model may think, with the checks of the real server. */
export const readThinking = (model: string, config: unknown): Result<ThinkingRoom, BadRequest> => {
  const settings = isObject(config) ? config : {};
  const { thinkingBudget: budget, thinkingLevel: level } = settings;
  if (budget !== undefined && level !== undefined) {
    return fail(badRequest('You can only set only one of thinking budget and thinking level.'));
  }
  const rule = BUDGETS.find(([start]) => model.startsWith(start))?.[1];
  if (rule !== undefined) {
    return level === undefined
      ? readBudget(budget, rule)
      : fail(badRequest('Thinking level is not supported for this model.'));
  }
  if (/^gemini-[3-9]/.test(model)) return ok(readLevel(settings));
  if (isObject(config) && (budget ?? level) !== undefined) {
    return fail(badRequest(`Thinking is not enabled for models/${model}`));
  }
  return ok(NO_THINKING);
};

const readBudget = (budget: unknown, rule: BudgetRule): Result<ThinkingRoom, BadRequest> => {
  if (budget === undefined) return ok(rule.onByDefault ? toRoom(rule, rule.most) : NO_THINKING);
  if (budget === -1) return ok(toRoom(rule, rule.most));
  if (budget === 0 && rule.canBeOff) return ok(NO_THINKING);
  if (budget === 0) return fail(badRequest('Budget 0 is invalid. This model only works in thinking mode.'));
  if (typeof budget !== 'number' || budget < rule.least || budget > rule.most) {
    return fail(
      badRequest(
        `The thinking budget ${String(budget)} is invalid. Please choose a value between ${rule.least} and ${rule.most}.`,
      ),
    );
  }
  return ok(toRoom(rule, budget));
};

const toRoom = (rule: BudgetRule, budget: number): ThinkingRoom => ({
  least: Math.min(Math.max(rule.least, 64), budget),
  most: Math.min(budget, USUAL_MOST),
});

const readLevel = ({ thinkingLevel: level, thinkingBudget: budget }: JsonObject): ThinkingRoom => {
  if (typeof budget === 'number' && budget >= 0) return { least: 0, most: Math.min(budget, USUAL_MOST) };
  return THINKING_BY_EFFORT[String(level ?? 'HIGH').toLowerCase()] ?? NO_THINKING;
};
