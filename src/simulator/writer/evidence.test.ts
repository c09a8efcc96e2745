import { describe, expect, it } from 'vitest';
import type { TopicNotes } from '../../recipe/index.ts';
import { writeConversation } from './index.ts';
import { toStems } from './likeness.ts';
import { loadBuiltIn, makeOrder, makeOrders } from './testing/write-set.ts';

const recipe = await loadBuiltIn();
const names = recipe.patterns.map(({ name }) => name);

/** A turn of the learner with the answer to it. */
interface Pair {
  readonly asked: string;
  readonly answered: string;
}

/** Whether a text holds what a note says, in whatever order and with whatever small words. */
const holds = (text: string, note: string): boolean => {
  const said = toStems(`${text} `);
  const wanted = [...toStems(note)];
  return wanted.filter((stem) => !said.has(stem)).length <= Math.max(1, wanted.length * 0.25);
};

const count = <Item>(items: readonly Item[], test: (item: Item) => boolean): number =>
  items.filter(test).length;

const CHECKS: Readonly<Record<string, (pair: Pair, notes: TopicNotes) => boolean>> = {
  'Gap Analysis': ({ answered }, { present, partial, missing }) =>
    ['✓', '⚠️', '✗'].every((mark) => answered.includes(mark)) &&
    [present, partial, missing].every((list) => count(list, (text) => holds(answered, text)) >= 1),
  'Tradeoff Analysis': ({ answered }, { options }) =>
    count(options, ({ name, good_when, cost }) =>
      [name, good_when, cost].every((text) => holds(answered, text)),
    ) >= 2,
  'Production Readiness': ({ answered }, { failures }) =>
    count(failures, ({ what, seen_as, remedy }) =>
      [what, seen_as, remedy].every((text) => holds(answered, text)),
    ) >= 2 && /minutes|hour|worse/.test(answered),
  'Brutal Accuracy': ({ asked, answered }, { leaps }) =>
    leaps.some(({ claim, flaw }) => holds(asked, claim) && holds(answered, flaw)),
  'Multi-Dimensional Evaluation': ({ answered }, { dimensions }) =>
    count(
      dimensions,
      ({ name, score, why }) =>
        [name, why].every((text) => holds(answered, text)) && answered.includes(`${score}/10`),
    ) >= 3 && !/\boverall\b|total score/i.test(answered),
  'Hint-Based Learning': ({ answered }, { hints, steps, failures, code }) =>
    count(hints, (hint) => holds(answered, hint)) >= 2 &&
    !answered.includes('```') &&
    (code === undefined || !answered.includes(code.text)) &&
    !steps.some((step) => answered.toLowerCase().includes(step.do.toLowerCase())) &&
    !failures.some(({ remedy }) => answered.toLowerCase().includes(remedy.toLowerCase())),
  'Diminishing Returns': ({ answered }, { steps }) =>
    count(steps, (step) => [step.do, step.effort, step.gain].every((text) => holds(answered, text))) >= 2 &&
    /stop|line|limit/i.test(answered),
  'Mechanistic Understanding': ({ answered }, { mechanism }) =>
    count(mechanism, (text) => holds(answered, text)) >= 3,
  'Context-Dependent Recommendations': ({ answered }, { contexts }) =>
    count(contexts, ({ when, then }) => holds(answered, when) && holds(answered, then)) >= 2,
  'Precision Policing': ({ asked, answered }, { terms }) =>
    terms.some(
      ({ loose, exact, why }) =>
        holds(asked, loose) && [loose, exact, why].every((text) => holds(answered, text)),
    ),
};

const toPairs = (messages: readonly { readonly content: string }[]): Pair[] =>
  messages.flatMap(({ content }, index) =>
    index % 2 === 0 ? [{ asked: content, answered: messages[index + 1]?.content ?? '' }] : [],
  );

describe('an assigned pattern', () => {
  it('has a check for each pattern of the recipe', () => {
    expect(Object.keys(CHECKS).sort()).toEqual([...names].sort());
  });

  it.each(names)('%s is shown with the topic’s own material, on every topic', (pattern) => {
    const unshown = recipe.topics.filter((topic, index) => {
      const { conversation } = writeConversation(
        recipe,
        makeOrder({ seed: index, topic: topic.title, patterns: [pattern], exchanges: 3 + (index % 3) }),
      );
      return (
        topic.notes === undefined ||
        !toPairs(conversation).some((pair) => CHECKS[pattern]?.(pair, topic.notes!))
      );
    });

    expect(unshown.map(({ title }) => title)).toEqual([]);
  });

  it('is shown beside others', () => {
    const unshown = makeOrders(recipe, 'gemini', 5).flatMap((order) => {
      const notes = recipe.topics.find(({ title }) => title === order.topic)?.notes;
      const pairs = toPairs(writeConversation(recipe, order).conversation);
      return order.patterns.filter((pattern) => !pairs.some((pair) => CHECKS[pattern]?.(pair, notes!)));
    });

    expect(unshown).toEqual([]);
  });
});

describe('a pattern that is not assigned', () => {
  const sets = (['openai', 'gemini'] as const).flatMap((provider) => makeOrders(recipe, provider, 9));

  it('leaves no marks', () => {
    for (const order of sets.filter(({ patterns }) => !patterns.includes('Gap Analysis'))) {
      const text = JSON.stringify(writeConversation(recipe, order).conversation);
      expect(text).not.toMatch(/[✓⚠✗]/u);
    }
  });

  it('is not shown', () => {
    const shown = sets.flatMap((order) => {
      const notes = recipe.topics.find(({ title }) => title === order.topic)?.notes;
      const pairs = toPairs(writeConversation(recipe, order).conversation);
      return names
        .filter((name) => !order.patterns.includes(name))
        .filter((name) => pairs.some((pair) => CHECKS[name]?.(pair, notes!)));
    });

    // A check of words alone takes a few chance meetings for the real thing.
    expect(shown.length).toBeLessThanOrEqual(sets.length * 0.05);
  });

  it('is never named, and neither is an assigned one', () => {
    for (const order of sets) {
      const text = JSON.stringify(writeConversation(recipe, order).conversation).toLowerCase();
      expect(names.filter((name) => text.includes(name.toLowerCase()))).toEqual([]);
    }
  });

  it('leaves a conversation without patterns plain', () => {
    const { conversation, learning_notes } = writeConversation(
      recipe,
      makeOrder({ topic: recipe.topics[3]?.title, exchanges: 5 }),
    );

    expect(conversation).toHaveLength(10);
    expect(names.filter((name) => learning_notes.includes(name))).toEqual([]);
  });
});
