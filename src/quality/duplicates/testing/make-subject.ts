import type { Subject } from '../../subject.ts';

/** A conversation whose turns are the given texts, user first. The id tells the provider: `openai/1`. */
export const makeSubject = (id: string, ...turns: readonly string[]): Subject => ({
  id,
  provider: id.split('/')[0] ?? '',
  file: 'set.jsonl',
  line: 1,
  conversation: {
    topic: 'a topic',
    patterns_applied: [],
    conversation: turns.map((content, index) => ({ role: index % 2 === 0 ? 'user' : 'assistant', content })),
    learning_notes: '',
  },
});

/** Words that no other text of another name has: `red-0 red-1 …`, which are as many words as asked for. */
export const makeWords = (name: string, count: number, from = 0): string =>
  Array.from({ length: count }, (_, at) => `${name}${from + at}`).join(' ');
