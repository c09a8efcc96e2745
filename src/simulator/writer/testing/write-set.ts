import { fileURLToPath } from 'node:url';
import type { Message } from '../../../conversation/index.ts';
import { loadRecipe, type Recipe } from '../../../recipe/index.ts';
import type { WritingOrder } from '../../writing-order.ts';
import { writeConversation } from '../index.ts';

const folder = fileURLToPath(new URL('../../../../recipes/coding-mentor', import.meta.url));

/** The recipe that comes with the program. */
export const loadBuiltIn = (): Promise<Recipe> => loadRecipe(folder, folder);

/** An order with nothing special about it. */
export const makeOrder = (changes: Partial<WritingOrder>): WritingOrder => ({
  seed: 1,
  provider: 'openai',
  topic: undefined,
  patterns: [],
  exchanges: 3,
  level: '',
  tone: '',
  occasion: '',
  ...changes,
});

const TONES = ['terse', 'worried', 'overconfident', 'impatient', 'methodical'];
const LEVELS = ['newcomer', 'working', 'experienced', 'lead'];
const OCCASIONS = ['debugging', 'design', 'review', 'incident', 'learning'];

/** One order for each topic, with 2 and 3 patterns in turn, spread evenly, and 3 to 5 exchanges. */
export const makeOrders = (
  recipe: Recipe,
  provider: WritingOrder['provider'],
  seed: number,
): WritingOrder[] => {
  const names = recipe.patterns.map(({ name }) => name);
  let next = seed;
  return recipe.topics.map((topic, index) => {
    const patterns = new Set<string>();
    const count = 2 + (index % 2);
    for (; patterns.size < count; next++)
      patterns.add(names[(next * 3 + Math.floor(next / 10)) % names.length] ?? '');
    return makeOrder({
      seed: seed * 1_000_003 + index * 7919,
      provider,
      topic: topic.title,
      patterns: [...patterns],
      exchanges: 3 + (index % 3),
      level: LEVELS[index % 4] ?? '',
      tone: TONES[index % 5] ?? '',
      occasion: OCCASIONS[(index * 3) % 5] ?? '',
    });
  });
};

/** A conversation for each topic of the recipe. */
export const writeSet = (recipe: Recipe, provider: WritingOrder['provider'], seed: number): Message[][] =>
  makeOrders(recipe, provider, seed).map((order) => writeConversation(recipe, order).conversation);
