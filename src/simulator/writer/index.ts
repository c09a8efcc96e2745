import { makeRandom } from '../../base/index.ts';
import type { Message } from '../../conversation/index.ts';
import type { Recipe } from '../../recipe/index.ts';
import type { WritingOrder } from '../writing-order.ts';

/** Composes a conversation out of the recipe's own material: a pure function of recipe and order. */
export const writeConversation = (
  recipe: Recipe,
  order: WritingOrder,
): { conversation: Message[]; learning_notes: string } => {
  const random = makeRandom(order.seed, 'writer');
  const topic = recipe.topics.find(({ title }) => title === order.topic);
  const notes = topic?.notes;
  const title = topic?.title ?? order.topic ?? 'this piece of work';
  const asks = notes?.asks ?? [];
  const facts = random.shuffle([...(notes?.mechanism ?? []), ...(notes?.leaps ?? []).map(({ flaw }) => `${flaw}.`)]);
  const conversation: Message[] = [];
  for (let exchange = 0; exchange < Math.max(1, order.exchanges); exchange++) {
    conversation.push({ role: 'user', content: asks[exchange] ?? `what next for ${title}` });
    conversation.push({
      role: 'assistant',
      content: facts[exchange] ?? `Write down what ${title} has to survive, then check it against what is there.`,
    });
  }
  return { conversation, learning_notes: `Worked through ${title} with ${order.patterns.join(', ')}.` };
};
