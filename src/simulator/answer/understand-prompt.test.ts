import { beforeAll, describe, expect, test } from 'vitest';
import { loadRecipe, type Recipe, renderPrompt } from '../../recipe/index.ts';
import { TINY_RECIPE } from '../testing/tiny-recipe.ts';
import { understandPrompt } from './understand-prompt.ts';

const ask = (text: string, system = '') =>
  understandPrompt(TINY_RECIPE, { system, turns: [{ role: 'user', text }] });

describe('the prompts of the built-in recipe', () => {
  const folder = `${import.meta.dirname}/../../../recipes/coding-mentor`;
  let recipe: Recipe;
  let system: string;
  beforeAll(async () => {
    recipe = await loadRecipe(folder, folder);
    system = renderPrompt('system', recipe.prompts.system, { profile: recipe.profile });
  });

  /** The n-th topic with other patterns, exchanges and choices for each n, and two references that lead astray. */
  const render = (place: number) => {
    const at = <Item>(list: readonly Item[], offset = 0): Item => list[(place + offset) % list.length]!;
    const topic = at(recipe.topics);
    const patterns = [at(recipe.patterns), at(recipe.patterns, 3)];
    const { levels, situations, tones, lengths, openings } = recipe.variations;
    const prompt = renderPrompt('generate', recipe.prompts.generate, {
      patterns: patterns.map((pattern) => ({
        ...pattern,
        intent: pattern.intent ?? '',
        where: pattern.where ?? '',
      })),
      topic: {
        title: topic.title,
        area: topic.area,
        brief: topic.brief ?? '',
        stack: topic.stack ?? '',
        situation: topic.situation ?? '',
        mistakes: topic.mistakes,
      },
      variation: {
        level: at(levels).text,
        situation: at(situations).text,
        tone: at(tones).text,
        length: at(lengths).text,
        opening: at(openings).text,
      },
      mistake: topic.mistakes[0] ?? '',
      exchanges: 3 + (place % 3),
      messages: 6 + 2 * (place % 3),
      round: 1,
      examples: [at(recipe.examples), at(recipe.examples, 7)],
    });
    const due = {
      kind: 'assigned',
      topic: topic.title,
      patterns: patterns.map(({ name }) => name),
      exchanges: 3 + (place % 3),
      level: at(levels).id,
      occasion: at(situations).id,
      tone: at(tones).id,
      length: at(lengths).id,
      opening: at(openings).id,
    };
    return { prompt, due };
  };

  test('are understood for every topic', () => {
    for (let place = 0; place < recipe.topics.length; place++) {
      const { prompt, due } = render(place);
      expect(understandPrompt(recipe, { system, turns: [{ role: 'user', text: prompt }] })).toEqual({
        ...due,
        correction: undefined,
      });
    }
  });

  test('are understood with a correction at their end', () => {
    const { prompt, due } = render(4);
    const correction = renderPrompt('repair', recipe.prompts.repair, {
      fault: 'turn 3 is empty',
      exchanges: 4,
    });
    const texts = {
      system,
      turns: [{ role: 'user' as const, text: `${prompt}\n\n# Correction\n\n${correction}` }],
    };
    expect(understandPrompt(recipe, texts)).toEqual({ ...due, correction });
  });
});

describe('other prompts', () => {
  test.each([
    ['a topic line', 'Topic: cache invalidation', 'cache invalidation'],
    ['a topic line with marks and other letters', '**Topic:** "Cache Invalidation".', 'cache invalidation'],
    ['a topic that the recipe lacks', 'Topic: growing tomatoes', 'growing tomatoes'],
    [
      'a title in a sentence',
      'Write a conversation on cache invalidation and rate limiting.',
      'cache invalidation',
    ],
    [
      'the longer of two titles',
      'A conversation about rate limiting in a cluster',
      'rate limiting in a cluster',
    ],
    [
      'no title of a reference',
      '<reference>\nrate limiting\n</reference>\nA conversation: cache invalidation',
      'cache invalidation',
    ],
    ['a reference that is never closed', 'Topic: rate limiting\n<reference>\nTopic: x', 'rate limiting'],
  ])('%s is found', (_what, text, topic) => {
    expect(ask(text)).toMatchObject({ kind: 'assigned', topic });
  });

  test.each([
    [
      'headings, in their order',
      '# Patterns to Apply\n### Plain Words\n### Gap Analysis',
      ['Plain Words', 'Gap Analysis'],
    ],
    ['headings with numbers', '## PATTERNS TO APPLY\n### 1. gap analysis ###', ['Gap Analysis']],
    [
      'headings of unknown patterns',
      '# Patterns to Apply\n### Rubber Duck\n# Other\n### Not This',
      ['Rubber Duck'],
    ],
    [
      'names in the text, in order of the recipe',
      '3 exchanges with plain words and GAP ANALYSIS',
      ['Gap Analysis', 'Plain Words'],
    ],
    ['no names at all', '3 exchanges', []],
  ])('patterns: %s', (_what, text, patterns) => {
    expect(ask(text)).toMatchObject({ patterns });
  });

  test('a system text names patterns only where nothing else does', () => {
    expect(ask('3 exchanges, Plain Words', 'Gap Analysis')).toMatchObject({ patterns: ['Plain Words'] });
    expect(ask('3 exchanges', 'Gap Analysis')).toMatchObject({ patterns: ['Gap Analysis'] });
  });

  test.each([
    ['Exactly 5 exchanges', 5],
    ['use 2 exchanges', 2],
    ['about 4 natural user/assistant exchanges', 4],
    ['with four natural exchanges', 4],
    ['3-5 exchanges, no more', 4],
    ['9 exchanges, no: exactly 4 exchanges', 4],
    ['1000 exchanges', undefined],
    ['99 exchanges', 12],
    ['0 exchanges', 1],
    ['Topic: x', 3],
  ])('"%s" wants %s', (text, exchanges) => {
    const reading = ask(text);
    expect(reading.kind === 'assigned' ? reading.exchanges : undefined).toBe(exchanges);
  });

  test('words that are no choice of the recipe are handed on as they are', () => {
    expect(ask('Topic: x\n- Level: a retired sailor\n- Tone: Writes fragments.')).toMatchObject({
      level: 'a retired sailor',
      tone: 'terse',
      occasion: '',
    });
  });

  test.each(['', 'hello', 'What is rate limiting?', 'Say something about gap analysis.', '{"a":1}'])(
    '"%s" is no assignment',
    (text) => {
      expect(ask(text)).toEqual({ kind: 'other' });
    },
  );
});
