import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkShape } from '../../conversation/index.ts';
import type { Pattern, Recipe, Topic } from '../../recipe/index.ts';
import { writeConversation } from './index.ts';
import { loadBuiltIn, makeOrder, makeOrders } from './testing/write-set.ts';
import { countWords } from './words.ts';

const recipe = await loadBuiltIn();
const sets = (['openai', 'gemini'] as const).flatMap((provider) => makeOrders(recipe, provider, 21));
const written = sets.map((order) => ({ order, ...writeConversation(recipe, order) }));

const withTopics = (topics: readonly Topic[], patterns: readonly Pattern[] = recipe.patterns): Recipe => ({
  ...recipe,
  topics,
  patterns,
});

const makeCard = (card: Partial<Pattern> & { name: string }): Pattern => ({
  definition: 'Says what to do next',
  applies: [],
  wrong_when: [],
  do: [],
  dont: [],
  checklist: [],
  disqualifiers: [],
  marks: [],
  tensions: [],
  ...card,
});

/** Whether a code block is still open at the end. */
const isOpen = (markdown: string): boolean => {
  let open = '';
  for (const line of markdown.split('\n')) {
    const mark = /^ {0,3}(`{3,}|~{3,})([^`]*)$/.exec(line);
    if (open === '' && mark?.[1] !== undefined) open = mark[1];
    else if (mark?.[1]?.startsWith(open) && mark[2]?.trim() === '') open = '';
  }
  return open !== '';
};

/** What is wrong with a conversation, whatever it is about. */
const findFaults = (conversation: readonly { role: 'user' | 'assistant'; content: string }[]): string[] => [
  ...checkShape(conversation).map(({ what }) => what),
  ...conversation.flatMap(({ role, content }) => {
    return [
      ...(isOpen(content) ? ['a fence is open'] : []),
      ...(role === 'assistant' && !/[.?!]["')]?$/.test(content)
        ? [`ends in the middle: ${content.slice(-60)}`]
        : []),
      ...(/\[object Object/.test(content) ? ['holds a leftover of the program'] : []),
    ];
  }),
];

describe('writeConversation', () => {
  it('writes as many exchanges as are ordered, in sound shape', () => {
    for (const { order, conversation, learning_notes } of written) {
      expect(conversation).toHaveLength(order.exchanges * 2);
      expect(findFaults(conversation)).toEqual([]);
      expect(learning_notes).toMatch(/\.$/);
    }
  });

  it('depends on the order alone', () => {
    const order = makeOrder({
      seed: 99,
      topic: recipe.topics[7]?.title,
      patterns: ['Gap Analysis', 'Precision Policing'],
    });
    const first = writeConversation(recipe, order);
    for (const other of sets.slice(0, 30)) writeConversation(recipe, other);

    expect(writeConversation(recipe, order)).toEqual(first);
    expect(writeConversation(structuredClone(recipe), order)).toEqual(first);
  });

  it('differs by seed and by provider', () => {
    const order = makeOrder({
      topic: recipe.topics[7]?.title,
      patterns: ['Gap Analysis', 'Precision Policing'],
    });
    const first = writeConversation(recipe, order).conversation;

    expect(writeConversation(recipe, { ...order, seed: 2 }).conversation).not.toEqual(first);
    expect(writeConversation(recipe, { ...order, provider: 'gemini' }).conversation).not.toEqual(first);
  });

  it('names each assigned pattern in the notes', () => {
    for (const { order, learning_notes } of written) {
      expect(order.patterns.filter((name) => !learning_notes.includes(name))).toEqual([]);
    }
  });

  it('answers with 40 words or more, outside of code', () => {
    const short = written.flatMap(({ conversation }) =>
      conversation.filter(({ role, content }) => role === 'assistant' && countWords(content) < 40),
    );

    expect(short).toEqual([]);
  });

  it('lets the learner type plainly: no Markdown, no praise, no thanks', () => {
    for (const { conversation } of written) {
      for (const { role, content } of conversation) {
        if (role === 'user')
          expect(content).not.toMatch(
            /```|`|\*\*|^#|^[-*] |^\d+\. |\b(thanks|thank you|great question|good point)\b/im,
          );
      }
    }
  });

  it('uses no stock phrases', () => {
    const stock =
      /^(certainly|sure|absolutely|of course|great question)|let me know|feel free|hope this helps|it's important to note|\b(delve|leverage|seamless|robust|crucial)\b/im;
    for (const { conversation } of written) {
      for (const { role, content } of conversation)
        if (role === 'assistant') expect(content).not.toMatch(stock);
    }
  });

  it('speaks as the learner of the order does', () => {
    const order = makeOrder({ topic: recipe.topics[0]?.title, patterns: ['Hint-Based Learning'] });
    const careful = writeConversation(recipe, { ...order, tone: 'methodical' }).conversation;
    const terse = writeConversation(recipe, { ...order, tone: 'terse' }).conversation;

    expect(
      careful.filter(({ role }) => role === 'user').every(({ content }) => /^["(]?[A-Z\d]/.test(content)),
    ).toBe(true);
    expect(terse[0]?.content).toMatch(/^[a-z\d"(]/);
  });

  it('reads the manner from the text of a choice too', () => {
    const text = recipe.variations.tones.find(({ id }) => id === 'methodical')?.text ?? '';
    const order = makeOrder({ topic: recipe.topics[4]?.title, patterns: ['Gap Analysis'] });

    expect(writeConversation(recipe, { ...order, tone: text })).toEqual(
      writeConversation(recipe, { ...order, tone: 'methodical' }),
    );
  });
});

describe('on any recipe', () => {
  const topic: Topic = { title: 'sorting a playlist', mistakes: [], area: 'general' };
  const names = recipe.patterns.map(({ name }) => name);

  it.each(names)('shows %s on a topic that is only a title', (pattern) => {
    for (let seed = 0; seed < 20; seed++) {
      const { conversation } = writeConversation(
        withTopics([topic]),
        makeOrder({ seed, topic: topic.title, patterns: [pattern] }),
      );
      expect(findFaults(conversation)).toEqual([]);
      expect(JSON.stringify(conversation)).toContain('playlist');
    }
  });

  it('writes about a topic that the recipe does not hold', () => {
    const { conversation } = writeConversation(
      recipe,
      makeOrder({ topic: 'Turbo Encabulator setup', patterns: ['Gap Analysis'] }),
    );

    expect(findFaults(conversation)).toEqual([]);
    expect(JSON.stringify(conversation)).toMatch(/turbo encabulator/i);
  });

  it('draws on the card of a pattern it does not know', () => {
    const card = makeCard({
      name: 'Socratic Mirror',
      do: ['Repeat the learner’s plan in one sentence', 'Name the assumption it rests on'],
      looks_like:
        'You want to cut the queue before measuring it. The plan rests on the queue being the slow part.',
    });
    const { conversation, learning_notes } = writeConversation(
      withTopics(recipe.topics, [card]),
      makeOrder({ topic: recipe.topics[2]?.title, patterns: ['Socratic Mirror'] }),
    );
    const text = conversation.map(({ content }) => content).join('\n');

    expect(text).toMatch(/repeat the learner’s plan|name the assumption/i);
    expect(text).not.toMatch(/socratic mirror/i);
    expect(learning_notes).toContain('Socratic Mirror');
    expect(findFaults(conversation)).toEqual([]);
  });

  it('keeps a pattern’s name out even where topics use the word', () => {
    const { conversation } = writeConversation(
      withTopics(
        [{ ...topic, brief: 'Sort by mood, with SORT BY MOOD as the menu entry.' }],
        [makeCard({ name: 'Sort by Mood' })],
      ),
      makeOrder({ topic: topic.title, patterns: ['Sort by Mood'], exchanges: 4 }),
    );

    expect(JSON.stringify(conversation)).not.toMatch(/sort by mood/i);
  });

  it.each([0, -3, 0.5, Number.NaN, 1, 2.9, 12])('survives %s exchanges', (exchanges) => {
    const { conversation } = writeConversation(
      recipe,
      makeOrder({ topic: recipe.topics[1]?.title, patterns: names, exchanges }),
    );

    expect(conversation.length).toBeGreaterThanOrEqual(2);
    expect(findFaults(conversation)).toEqual([]);
  });

  const text = fc.oneof(
    fc.string(),
    fc.lorem({ maxCount: 9 }),
    fc.constantFrom('```js', '|a|b|', '- x', '# y', '{slot} [a|b]', '"q"', '...', '$1 $&'),
  );
  const texts = fc.array(text, { maxLength: 3 });
  const notes = fc.record({
    mechanism: texts,
    present: texts,
    partial: texts,
    missing: texts,
    hints: texts,
    asks: texts,
    options: fc.array(fc.record({ name: text, good_when: text, cost: text }), { maxLength: 3 }),
    failures: fc.array(fc.record({ what: text, seen_as: text, remedy: text }), { maxLength: 3 }),
    terms: fc.array(fc.record({ loose: text, exact: text, why: text }), { maxLength: 2 }),
    steps: fc.array(fc.record({ do: text, effort: text, gain: text }), { maxLength: 4 }),
    dimensions: fc.array(fc.record({ name: text, score: fc.integer({ min: 0, max: 10 }), why: text }), {
      maxLength: 5,
    }),
    contexts: fc.array(fc.record({ when: text, then: text }), { maxLength: 3 }),
    leaps: fc.array(fc.record({ claim: text, flaw: text }), { maxLength: 2 }),
    code: fc.record({ language: text, text }),
  });
  const anyTopic = fc.record({
    title: text,
    brief: text,
    stack: text,
    situation: text,
    mistakes: texts,
    notes,
    area: text,
  });
  const anyCard = fc.record({
    name: text,
    definition: text,
    intent: text,
    do: texts,
    looks_like: text,
    marks: texts,
  });

  it('never throws and never writes an empty turn or an open fence', () => {
    fc.assert(
      fc.property(
        anyTopic,
        anyCard,
        fc.integer(),
        fc.subarray(names),
        fc.integer({ min: 1, max: 6 }),
        text,
        (any, card, seed, some, exchanges, tone) => {
          const { conversation, learning_notes } = writeConversation(
            withTopics([any], [...recipe.patterns, makeCard(card)]),
            makeOrder({ seed, topic: any.title, patterns: [...some, card.name], exchanges, tone }),
          );
          expect(conversation).toHaveLength(exchanges * 2);
          expect(checkShape(conversation)).toEqual([]);
          expect(conversation.filter(({ content }) => isOpen(content))).toEqual([]);
          expect(learning_notes.trim()).not.toBe('');
        },
      ),
      { numRuns: 300 },
    );
  });
});
