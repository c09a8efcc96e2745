import type { Message } from '../../conversation/index.ts';
import type { Recipe, Topic, TopicNotes } from '../../recipe/index.ts';
import { toStems } from '../writer/likeness.ts';
import { toMaterial } from '../writer/material.ts';

/** The telling words of each topic of a recipe, and how many topics have each. */
interface Vocabulary {
  readonly topics: ReadonlyArray<{ readonly topic: Topic; readonly stems: ReadonlySet<string> }>;
  readonly holders: ReadonlyMap<string, number>;
}

const vocabularies = new WeakMap<Recipe, Vocabulary>();

const readVocabulary = (recipe: Recipe): Vocabulary => {
  const known = vocabularies.get(recipe);
  if (known !== undefined) return known;
  const topics = recipe.topics.map((topic) => ({ topic, stems: toStems(listTexts(topic).join('\n')) }));
  const holders = new Map<string, number>();
  for (const { stems } of topics) for (const stem of stems) holders.set(stem, (holders.get(stem) ?? 0) + 1);
  const vocabulary = { topics, holders };
  vocabularies.set(recipe, vocabulary);
  return vocabulary;
};

const listTexts = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(listTexts) : [];
};

/**
 * The material of the topic that a conversation speaks of, found by its words: the prompt of a judge names none. What
 * speaks of no topic of the recipe gets the one that is least unlike it, and will hardly show anything by its notes.
 */
export const findSpokenNotes = (recipe: Recipe, messages: readonly Message[]): TopicNotes => {
  const { topics, holders } = readVocabulary(recipe);
  const said = toStems(messages.map(({ content }) => content).join('\n'));
  let best: { readonly topic: Topic; readonly score: number } | undefined;
  for (const { topic, stems } of topics) {
    let score = 0;
    for (const stem of said)
      if (stems.has(stem)) score += Math.log(1 + topics.length / (holders.get(stem) ?? 1)) ** 2;
    const fit = score / Math.sqrt(1 + stems.size);
    if (best === undefined || fit > best.score) best = { topic, score: fit };
  }
  const topic = best?.topic ?? { title: 'this piece of work', mistakes: [], area: 'general' };
  return toMaterial(topic).notes;
};
