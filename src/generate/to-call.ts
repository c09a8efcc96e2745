import type { Conversation } from '../conversation/index.ts';
import type { Call } from '../engine/index.ts';
import type { Assignment } from '../plan/index.ts';
import type { Problem, Request } from '../providers/index.ts';
import {
  type GenerateContext,
  type PromptCard,
  type Recipe,
  renderPrompt,
  type Topic,
} from '../recipe/index.ts';
import { ANSWER_SCHEMA } from './answer-schema.ts';
import { toConversation } from './to-conversation.ts';

/** How a model is to be asked. */
export interface Manner {
  readonly model: string;
  readonly temperature: number;
  /** Room for the answer, in tokens. */
  readonly maxTokens: number;
  /** The most that the model can be given when an answer was cut off. */
  readonly mostTokens: number;
}

/** How much more room an answer gets after it was cut off. */
const MORE_ROOM = 1.6;

/**
 * Makes the calls of a plan, each the first time it is drawn. The recipe's system prompt is the same in each, so that
 * providers can bill it as cached input.
 */
export const makeCallMaker = (
  recipe: Recipe,
  manner: Manner,
): ((assignment: Assignment) => Call<Conversation>) => {
  const system = renderPrompt('system', recipe.prompts.system, { profile: recipe.profile });
  const toContext = makeContextMaker(recipe);
  return (assignment) => {
    const prompt = renderPrompt('generate', recipe.prompts.generate, toContext(assignment));
    return {
      id: String(assignment.number),
      subject: `${assignment.topic}, round ${toRound(assignment, recipe)}`,
      request: {
        model: manner.model,
        system,
        messages: [{ role: 'user', content: prompt }],
        temperature: manner.temperature,
        maxTokens: manner.maxTokens,
        schema: ANSWER_SCHEMA,
      },
      accept: (reply) => toConversation(reply, assignment),
      revise: (request, problem) => {
        const roomy = problem.kind === 'cut-off' ? giveRoom(request, problem, manner.mostTokens) : request;
        if (roomy.maxTokens > request.maxTokens) return roomy;
        // It is made from the first prompt, so corrections do not pile up.
        const correction = renderPrompt('repair', recipe.prompts.repair, {
          fault: toFault(problem),
          exchanges: assignment.exchanges,
        });
        return {
          ...request,
          messages: [{ role: 'user', content: `${prompt}\n\n# Correction\n\n${correction}` }],
        };
      },
    };
  };
};

/**
 * More room than an answer had that was cut off. Where thoughts took from the room of the answer, as much as they took
 * is given on top: the limit was the room and what was kept for thoughts, so all that the answer lacks of its room
 * went to them.
 */
const giveRoom = (request: Request, { usage }: Problem, mostTokens: number): Request => {
  const answerTokens = usage ? usage.outputTokens - usage.thinkingTokens : request.maxTokens;
  const taken = usage?.thinkingTokens ? Math.max(0, request.maxTokens - answerTokens) : 0;
  const maxTokens = Math.min(mostTokens, Math.ceil(request.maxTokens * MORE_ROOM) + taken);
  return { ...request, maxTokens: Math.max(request.maxTokens, maxTokens) };
};

/** What was wrong, as a clause within a sentence of the repair prompt. */
const toFault = (problem: Problem): string => {
  switch (problem.kind) {
    case 'refused':
      return 'it was declined';
    case 'blocked':
      return 'a content filter held it back';
    case 'recitation':
      return 'it repeated a known text word for word and was held back';
    case 'empty':
      return 'it was empty';
    case 'cut-off':
      return 'it was longer than there is room for, so its turns must be shorter';
    default:
      return problem.message.replace(/\.$/, '').replace(/^[A-Z](?![A-Z])/, (first) => first.toLowerCase());
  }
};

const makeContextMaker = (recipe: Recipe): ((assignment: Assignment) => GenerateContext) => {
  const cards = new Map(recipe.patterns.map((pattern) => [pattern.name, pattern]));
  const topics = new Map(recipe.topics.map((topic) => [topic.title, toTopic(topic)]));
  const examples = new Map(recipe.examples.map((example) => [example.id, example]));
  const cardsOf = keepLatest((names) => names.map((name) => toCard(need(cards, name), names)));
  const examplesOf = keepLatest((ids) => ids.map((id) => need(examples, id)));
  const textOf = (kind: keyof Recipe['variations'], id: string | undefined): string =>
    recipe.variations[kind].find((choice) => choice.id === id)?.text ?? '';
  return (assignment) => {
    const { cardOrder, topic, variation, mistake, exchanges, examples: shown } = assignment;
    return {
      patterns: cardsOf(cardOrder),
      topic: need(topics, topic),
      variation: {
        level: textOf('levels', variation.levels),
        situation: textOf('situations', variation.situations),
        tone: textOf('tones', variation.tones),
        length: textOf('lengths', variation.lengths),
        opening: textOf('openings', variation.openings),
      },
      mistake: need(topics, topic).mistakes[mistake - 1] ?? '',
      exchanges,
      round: toRound(assignment, recipe),
      messages: exchanges * 2,
      examples: examplesOf(shown),
    };
  };
};

/** How many lists are kept. A balanced plan of the built-in recipe shows its patterns in some 500 orders. */
const MOST_KEPT = 512;

/** Gives the same object for the same names, so that a prompt's section about it need not be filled again. */
const keepLatest = <Value>(
  make: (names: readonly string[]) => Value,
): ((names: readonly string[]) => Value) => {
  const kept = new Map<string, Value>();
  return (names) => {
    const key = names.join('\n');
    const value = kept.get(key) ?? make(names);
    kept.delete(key);
    kept.set(key, value);
    if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value ?? '');
    return value;
  };
};

/** Topics come in rounds: each comes once before any comes again. */
const toRound = ({ number }: Assignment, recipe: Recipe): number => Math.ceil(number / recipe.topics.length);

const need = <Value>(values: ReadonlyMap<string, Value>, name: string): Value => {
  const value = values.get(name);
  if (value === undefined)
    throw new Error(`Internal: the plan names "${name}", which the recipe does not hold.`);
  return value;
};

const toCard = (pattern: Recipe['patterns'][number], assigned: readonly string[]): PromptCard => ({
  name: pattern.name,
  definition: pattern.definition,
  intent: pattern.intent ?? '',
  applies: pattern.applies,
  do: pattern.do,
  dont: pattern.dont,
  where: pattern.where ?? '',
  marks: pattern.marks,
  tensions: pattern.tensions.filter((tension) => assigned.includes(tension.with)),
});

const toTopic = ({ title, area, brief, stack, situation, mistakes }: Topic): GenerateContext['topic'] => ({
  title,
  area,
  brief: brief ?? '',
  stack: stack ?? '',
  situation: situation ?? '',
  mistakes,
});
