import type { Recipe } from '../../recipe/index.ts';
import type { Write } from '../answer/compose-text.ts';

const pattern = (name: string): Recipe['patterns'][number] => ({
  name,
  definition: `What ${name} is.`,
  applies: [],
  wrong_when: [],
  do: [],
  dont: [],
  checklist: [],
  disqualifiers: [],
  marks: [],
  tensions: [],
});

/** Two patterns and three topics, without any prose. */
export const TINY_RECIPE: Recipe = {
  name: 'tiny',
  version: 1,
  summary: '',
  exchanges: [3],
  patterns: [pattern('Gap Analysis'), pattern('Plain Words')],
  topics: ['rate limiting', 'rate limiting in a cluster', 'cache invalidation'].map((title) => ({
    title,
    area: 'general',
    mistakes: [],
  })),
  variations: {
    levels: [{ id: 'newcomer', text: 'Has just begun.' }],
    situations: [{ id: 'review', text: 'Shows finished work.' }],
    tones: [{ id: 'terse', text: 'Writes fragments.' }],
    lengths: [{ id: 'short', text: 'A few words.' }],
    openings: [{ id: 'half-done', text: 'Is stuck at one point.' }],
  },
  examples: [],
  profile: '',
  systemPrompt: '',
  prompts: { system: '', generate: '', repair: '' },
  hash: 'tiny',
  folder: '/nowhere',
};

/** A writer whose text tells what it was asked for. */
export const writeTiny: Write = (_recipe, order) => ({
  conversation: Array.from({ length: order.exchanges }, (_, place) => [
    { role: 'user' as const, content: `${order.topic ?? 'no topic'}, question ${place + 1}` },
    {
      role: 'assistant' as const,
      content: `Answer ${place + 1} with ${order.patterns.join(' and ')}, ${order.seed}.`,
    },
  ]).flat(),
  learning_notes: `For ${order.provider}.`,
});
