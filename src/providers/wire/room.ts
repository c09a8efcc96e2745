import type { Request } from '../contract.ts';
import type { Traits } from '../models/model.ts';

/** A thinking budget is a hint that "might overflow" (Gemini thinking guide, 2026): room beyond it. */
const BUDGET_MARGIN = 512;

/**
 * The output limit to send: room for the answer and for the thinking that providers charge against the same limit,
 * up to what the model can do. No more than this can be billed as output.
 */
export const toOutputLimit = (request: Request, traits: Traits): number =>
  Math.min(request.maxTokens + toThinkingRoom(traits), traits.maxOutput ?? Number.POSITIVE_INFINITY);

/** The room that is kept for what the model thinks. */
export const toThinkingRoom = ({ thinking }: Pick<Traits, 'thinking'>): number => {
  switch (thinking.kind) {
    case 'none':
      return 0;
    case 'budget': {
      const budget = Math.min(Math.max(thinking.default, thinking.min), thinking.max);
      return budget === 0 ? 0 : budget + BUDGET_MARGIN;
    }
    case 'level':
    case 'adaptive':
      return thinking.room;
  }
};

/**
 * The budget of thoughts to send: what the model data say, or less where the model's own maximum would leave the
 * answer without the room it asked for. Undefined for a model that takes none.
 */
export const toThinkingBudget = (request: Request, traits: Traits): number | undefined => {
  const { thinking } = traits;
  if (thinking.kind !== 'budget') return undefined;
  const left = toOutputLimit(request, traits) - request.maxTokens - BUDGET_MARGIN;
  return Math.min(Math.max(Math.min(thinking.default, left), thinking.min), thinking.max);
};
