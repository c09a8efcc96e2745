import type { Message } from '../conversation/index.ts';
import type { GoldItem, Recipe } from '../recipe/index.ts';
import { findEvidence } from './judge/find-evidence.ts';
import { findSpokenNotes } from './judge/find-spoken-topic.ts';
import { findSignsOf } from './judge/signs.ts';
import { writeConversation } from './writer/index.ts';
import type { WritingOrder } from './writing-order.ts';

/**
 * A gold set in the writer's own hand: for each pattern 8 conversations that show it, 6 that show another one and 6
 * that show none. It passes the checks of a recipe's gold set; judges are told nothing of labels and evidence.
 *
 * A simulated judge can be rehearsed on it: of text by other hands it can tell nothing.
 */
export const plantGold = (recipe: Recipe, seed: number): GoldItem[] => {
  const names = recipe.patterns.map(({ name }) => name);
  return names.flatMap((pattern, at) => {
    const others = [...names.slice(at + 1), ...names.slice(0, at)];
    return Array.from({ length: 20 }, (_, index) => {
      const swapped = others.slice(index % Math.max(1, others.length)).slice(0, 1);
      const shown = index < POSITIVES ? [pattern] : index < POSITIVES + SWAPPED ? swapped : [];
      return plantItem(recipe, { pattern, shown, seed: seed * 1_000 + at * 20 + index });
    });
  });
};

const POSITIVES = 8;
const SWAPPED = 6;

interface Sown {
  readonly pattern: string;
  readonly shown: readonly string[];
  readonly seed: number;
}

const plantItem = (recipe: Recipe, { pattern, shown, seed }: Sown): GoldItem => {
  const topic = recipe.topics[seed % recipe.topics.length]?.title;
  const { conversation } = writeConversation(recipe, toOrder(seed, topic, shown));
  const [first] = shown;
  const beginning = conversation[1]?.content.slice(0, 40).trim() ?? '';
  const kind = first === pattern ? 'positive' : first === undefined ? 'generic' : 'label-swap';
  return {
    id: `planted-${seed}`,
    pattern,
    label: kind === 'positive' ? 'demonstrated' : 'not-demonstrated',
    kind,
    ...(kind === 'label-swap' ? { shows: first } : {}),
    conversation,
    evidence:
      kind === 'positive' ? listEvidence(recipe, pattern, conversation) : [{ turn: 2, quote: beginning }],
    reason: 'Written so.',
  };
};

/** A quote for each question that the pattern's card requires. */
const listEvidence = (
  recipe: Recipe,
  pattern: string,
  messages: readonly Message[],
): GoldItem['evidence'] => {
  const quotes = findEvidence(
    messages,
    findSignsOf(pattern, recipe.patterns),
    findSpokenNotes(recipe, messages),
  );
  const card = recipe.patterns.find(({ name }) => name === pattern);
  const asked = card?.checklist.filter(({ required }) => required).map(({ id }) => id) ?? [];
  return asked.map((item, at) => ({ item, ...(quotes[at % quotes.length] ?? { turn: 2, quote: '' }) }));
};

const toOrder = (seed: number, topic: string | undefined, patterns: readonly string[]): WritingOrder => ({
  ...{ seed, topic, patterns, provider: 'openai', exchanges: 3 },
  ...{ level: '', tone: '', occasion: '' },
});
