import type { Conversation } from '../conversation/index.ts';
import type { Call } from '../engine/index.ts';
import type { Assignment } from '../plan/index.ts';
import type { Request } from '../providers/index.ts';
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
        if (problem.kind === 'cut-off') return giveRoom(request, manner.mostTokens);
        // It is made from the first prompt, so corrections do not pile up.
        const correction = renderPrompt('repair', recipe.prompts.repair, {
          fault: problem.message.replace(/\.$/, ''),
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

const giveRoom = (request: Request, mostTokens: number): Request => ({
  ...request,
  maxTokens: Math.min(mostTokens, Math.ceil(request.maxTokens * MORE_ROOM)),
});

const makeContextMaker = (recipe: Recipe): ((assignment: Assignment) => GenerateContext) => {
  const cards = new Map(recipe.patterns.map((pattern) => [pattern.name, pattern]));
  const topics = new Map(recipe.topics.map((topic) => [topic.title, topic]));
  const examples = new Map(recipe.examples.map((example) => [example.id, example]));
  const textOf = (kind: keyof Recipe['variations'], id: string | undefined): string =>
    recipe.variations[kind].find((choice) => choice.id === id)?.text ?? '';
  return (assignment) => {
    const { cardOrder, topic, variation, exchanges, examples: shown } = assignment;
    return {
      patterns: cardOrder.map((name) => toCard(need(cards, name), cardOrder)),
      topic: toTopic(need(topics, topic)),
      variation: {
        level: textOf('levels', variation.levels),
        situation: textOf('situations', variation.situations),
        tone: textOf('tones', variation.tones),
        length: textOf('lengths', variation.lengths),
        opening: textOf('openings', variation.openings),
      },
      exchanges,
      round: toRound(assignment, recipe),
      messages: exchanges * 2,
      examples: shown.map((id) => need(examples, id)),
    };
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
