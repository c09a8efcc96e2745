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

const toThinkingRoom = ({ thinking }: Traits): number => {
  switch (thinking.kind) {
    case 'none':
      return 0;
    case 'budget':
      return thinking.default === 0 ? 0 : thinking.default + BUDGET_MARGIN;
    case 'level':
    case 'adaptive':
      return thinking.room;
  }
};
