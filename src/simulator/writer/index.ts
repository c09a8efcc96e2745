import { makeRandom, type Random } from '../../base/index.ts';
import type { Message } from '../../conversation/index.ts';
import type { Recipe, Topic } from '../../recipe/index.ts';
import type { WritingOrder } from '../writing-order.ts';
import { Desk, type Measure } from './desk.ts';
import { writeExchange } from './exchange.ts';
import { makeNameHider } from './guard.ts';
import { type Deed, writeLearningNotes } from './learning-notes.ts';
import { toMaterial } from './material.ts';
import { findPatternWriter } from './patterns/index.ts';
import { makeReworder } from './reword.ts';
import { planScenes } from './scenes.ts';
import { toVoice } from './voice.ts';

const MOST_EXCHANGES = 50;

/** Where in a topic's lists each provider likes to begin, so that two of them do not pick the same material. */
const BENT: Readonly<Partial<Record<string, number>>> = { openai: 0, gemini: 1, anthropic: 2 };

/**
 * Writes the conversation that an order asks for, out of the recipe's own material, as a stand-in for a language model.
 *
 * A pure function of recipe and order: no model, no network, no clock. Each assigned pattern is shown with the topic's
 * substance, no other one is. Any recipe will do; what a topic does not bring is made up in general terms.
 */
export const writeConversation = (
  recipe: Recipe,
  order: WritingOrder,
): { conversation: Message[]; learning_notes: string } => {
  const random = makeRandom(order.seed, `writer/${order.provider}`);
  const topic = findTopic(recipe, order.topic);
  const material = toMaterial(topic);
  const patterns = [...new Set(order.patterns)];
  const desk = new Desk(
    random,
    material,
    toVoice(recipe, order, random),
    pickMeasure(random),
    patterns,
    BENT[order.provider] ?? 0,
  );
  const exchanges = Math.min(MOST_EXCHANGES, Math.max(1, Math.floor(order.exchanges) || 1));
  const placed = patterns.map((name) => ({ name, place: findPatternWriter(name, recipe.patterns).place }));
  const hideNames = makeNameHider([...new Set([...recipe.patterns.map(({ name }) => name), ...patterns])]);
  const reword = makeReworder(random);
  const conversation: Message[] = [];
  const deeds: Deed[] = [];
  planScenes(random, placed, exchanges).forEach((scene, index) => {
    const writers = scene.map((name) => ({ name, write: findPatternWriter(name, recipe.patterns).write }));
    const exchange = writeExchange(desk, writers, index);
    conversation.push(
      { role: 'user', content: hideNames(exchange.user) },
      { role: 'assistant', content: hideNames(reword(exchange.assistant)) },
    );
    deeds.push(...exchange.deeds.map((deed) => ({ ...deed, answer: index + 1 })));
  });
  return { conversation, learning_notes: writeLearningNotes(random, material.title, deeds) };
};

const pickMeasure = (random: Random): Measure => random.pick(['short', 'medium', 'medium', 'long'] as const);

/** The topic by its title; a title the recipe does not hold stands for itself. */
const findTopic = (recipe: Recipe, title: string | undefined): Topic => {
  const wanted = (title ?? '').trim().toLowerCase();
  const found = recipe.topics.find((topic) => topic.title.toLowerCase() === wanted);
  return (
    found ?? {
      title: wanted === '' ? 'this piece of work' : (title ?? '').trim(),
      mistakes: [],
      area: 'general',
    }
  );
};
