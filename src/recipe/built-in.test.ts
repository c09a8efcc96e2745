import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkShape } from '../conversation/index.ts';
import { loadRecipe, type Topic } from './index.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'recipes', 'coding-mentor');
const recipe = await loadRecipe(FOLDER, FOLDER);

test('the ten patterns bear the names and definitions of the guide, in its order', () => {
  expect(recipe.patterns.map(({ name, definition }) => [name, definition])).toEqual([
    ['Gap Analysis', "Systematically identify what's missing (✓ ⚠️ ✗)"],
    ['Tradeoff Analysis', 'Compare alternatives with context'],
    ['Production Readiness', 'Monitoring, error handling, edge cases'],
    ['Brutal Accuracy', 'Challenge logical connections'],
    ['Multi-Dimensional Evaluation', 'Separate scores per dimension'],
    ['Hint-Based Learning', 'Strategic hints, not solutions'],
    ['Diminishing Returns', 'Quantify ROI, identify effort threshold'],
    ['Mechanistic Understanding', 'Explain HOW things work'],
    ['Context-Dependent Recommendations', 'No universal answers'],
    ['Precision Policing', 'Exact technical terms'],
  ]);
});

test('every card is full enough for prompt and judge', () => {
  for (const { name, ...card } of recipe.patterns) {
    expect(card.intent, name).toBeTruthy();
    for (const list of [card.applies, card.wrong_when, card.do, card.dont])
      expect(list.length, name).toBeGreaterThan(1);
    expect(card.checklist.filter(({ required }) => required).length, name).toBeGreaterThan(1);
    expect(card.disqualifiers.length, name).toBeGreaterThan(0);
  }
});

test('tensions name patterns of this recipe, and never their own', () => {
  const names = recipe.patterns.map(({ name }) => name);
  for (const { name, tensions } of recipe.patterns) {
    for (const tension of tensions) expect(names.filter((other) => other !== name)).toContain(tension.with);
  }
});

test('there are a hundred topics, all with a brief, a situation, mistakes and notes', () => {
  expect(recipe.topics).toHaveLength(100);
  for (const { title, brief, situation, mistakes, notes } of recipe.topics) {
    expect(brief && situation && notes, title).toBeTruthy();
    expect(mistakes.length, title).toBeGreaterThan(1);
  }
});

test('there are at least 24 reference conversations, each pattern in at least five, on topics of their own', () => {
  expect(recipe.examples.length).toBeGreaterThanOrEqual(24);
  for (const { name } of recipe.patterns) {
    const showing = recipe.examples.filter(({ patterns }) => patterns.includes(name));
    expect(showing.length, name).toBeGreaterThanOrEqual(5);
  }
  const titles = new Set(
    [...recipe.topics, ...recipe.examples.map(({ topic }) => ({ title: topic }))].map(({ title }) =>
      title.toLowerCase(),
    ),
  );
  expect(titles.size).toBe(recipe.topics.length + recipe.examples.length);
});

test('every reference conversation is of a length that is asked for, and shows each of its patterns by a quote', () => {
  for (const { id, conversation, patterns, shows } of recipe.examples) {
    expect(checkShape(conversation), id).toEqual([]);
    expect(recipe.exchanges, id).toContain(conversation.length / 2);
    expect(patterns.length === 2 || patterns.length === 3, id).toBe(true);
    expect(new Set(shows.map(({ pattern }) => pattern)), id).toEqual(new Set(patterns));
  }
});

test('profile and system prompt are there, and no text holds what a template left behind', async () => {
  expect(recipe.profile.length).toBeGreaterThan(500);
  expect(recipe.systemPrompt.length).toBeGreaterThan(200);
  for (const text of [recipe.profile, recipe.systemPrompt]) expect(text).not.toMatch(/\{\{|\{%/);
  expect(await readFile(join(FOLDER, 'prompts', 'generate.md'), 'utf8')).toContain('# Patterns to Apply');
});

/*
 * Two topics are alike when they speak of the same things or in the same phrases. The first is measured as the cosine
 * between their words, each weighted by how few topics use it (1 for the same text); the second as the share of runs
 * of three words that they have in common. The bounds lie between the nearest pairs of a recipe in which every topic
 * was written for itself (0.24 and 0.01) and a topic that was only varied (see the tests of the measure).
 */
const MOST_SAME_WORDS = 0.32;
const MOST_SAME_PHRASES = 0.04;

type Told = Pick<Topic, 'title' | 'brief' | 'situation'>;

const listWords = ({ title, brief = '', situation = '' }: Told): string[] =>
  (`${title} ${brief} ${situation}`.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).map((word) =>
    word.length > 4 ? word.replace(/(ing|ed|es|s)$/, '') : word,
  );

const weighWords = (texts: readonly (readonly string[])[]): Map<string, number>[] => {
  const spread = new Map<string, number>();
  for (const words of texts) for (const word of new Set(words)) spread.set(word, (spread.get(word) ?? 0) + 1);
  return texts.map((words) => {
    const counts = new Map<string, number>();
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    const weights = [...counts].map(([word, count]): [string, number] => [
      word,
      (1 + Math.log(count)) * Math.log(texts.length / (spread.get(word) ?? 1)),
    ]);
    const length = Math.hypot(...weights.map(([, weight]) => weight));
    return new Map(weights.map(([word, weight]) => [word, weight / length]));
  });
};

const toCosine = (a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number =>
  [...a].reduce((sum, [word, weight]) => sum + weight * (b.get(word) ?? 0), 0);

const listPhrases = (words: readonly string[]): Set<string> =>
  new Set(words.slice(2).map((word, index) => `${words[index]} ${words[index + 1]} ${word}`));

const toOverlap = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => {
  const common = a.intersection(b).size;
  return common / (a.size + b.size - common);
};

/** Every pair that is over a bound. */
const listAlike = (topics: readonly Told[]): string[] => {
  const texts = topics.map(listWords);
  const weights = weighWords(texts);
  const phrases = texts.map(listPhrases);
  return topics.flatMap(({ title }, first) =>
    topics.slice(0, first).flatMap((other, second) => {
      const words = toCosine(weights[first]!, weights[second]!);
      const runs = toOverlap(phrases[first]!, phrases[second]!);
      return words > MOST_SAME_WORDS || runs > MOST_SAME_PHRASES ? [`${title} / ${other.title}`] : [];
    }),
  );
};

test('no two topics are alike', () => {
  expect(listAlike(recipe.topics)).toEqual([]);
});

const [LOCK] = recipe.topics;

test.each<[string, (topic: Told) => Told]>([
  ['under another title', (topic) => ({ ...topic, title: 'mutex across machines' })],
  [
    'with other numbers',
    (topic) => ({
      ...topic,
      title: 'x',
      situation: topic.situation?.replace(/\d+/g, (digits) => `${Number(digits) * 3 + 1}`) ?? '',
    }),
  ],
  [
    'with every third word changed',
    (topic) => ({
      ...topic,
      title: 'x',
      situation:
        topic.situation
          ?.split(' ')
          .map((word, index) => (index % 3 === 0 ? `w${index}` : word))
          .join(' ') ?? '',
    }),
  ],
  [
    'with half of its words in another order',
    (topic) => ({
      ...topic,
      title: 'x',
      situation:
        topic.situation
          ?.split(' ')
          .filter((_, index) => index % 2 === 0)
          .reverse()
          .join(' ') ?? '',
    }),
  ],
])('the measure finds a topic again %s', (_what, vary) => {
  if (LOCK === undefined) throw new Error('there are topics');
  expect(listAlike([...recipe.topics, vary(LOCK)])).toHaveLength(1);
});
