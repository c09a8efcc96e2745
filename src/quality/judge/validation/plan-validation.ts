import { hashValue } from '../../../base/index.ts';
import { type GoldItem, type Recipe, splitGold } from '../../../recipe/index.ts';
import type { Subject } from '../../subject.ts';

/** One gold item as a judge gets it. */
export interface ValidationItem {
  readonly item: GoldItem;
  readonly subject: Subject;
}

/** What a judge is to be measured on. */
export interface ValidationPlan {
  readonly items: readonly ValidationItem[];
  /** SHA-256 of the gold set and the patterns' cards: a validation holds for these and no others. */
  readonly goldHash: string;
}

/**
 * The held-out half of a gold set, each item to be judged on its own pattern. The other half is for whoever writes
 * prompts; a judge that is measured on what its prompt was made with is measured on nothing.
 */
export const planValidation = (
  gold: readonly GoldItem[],
  recipe: Pick<Recipe, 'patterns'>,
): ValidationPlan => ({
  items: splitGold(gold).heldOut.map((item) => ({ item, subject: toGoldSubject(item) })),
  goldHash: hashValue({ gold, patterns: recipe.patterns }),
});

/** A gold item as a conversation under test. Its label, kind, evidence and reason stay behind. */
export const toGoldSubject = ({ id, pattern, conversation }: GoldItem): Subject => ({
  id: `gold/${id}`,
  provider: 'gold',
  file: 'gold',
  line: 1,
  conversation: { topic: '', patterns_applied: [pattern], conversation, learning_notes: '' },
});
