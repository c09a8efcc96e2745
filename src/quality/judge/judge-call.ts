import type { Call } from '../../engine/index.ts';
import type { Problem, Request } from '../../providers/index.ts';
import type { Pattern } from '../../recipe/index.ts';
import type { Subject } from '../subject.ts';
import { JUDGE_SCHEMA } from './answer-schema.ts';
import { type JudgeAnswer, readJudgeAnswer } from './judge-answer.ts';
import { toJudgeCard } from './judge-card.ts';
import { renderAgain, renderSecondLook } from './prompts/correct.ts';
import { JUDGE_SYSTEM } from './prompts/system.ts';
import { renderVerify } from './prompts/verify.ts';

/** How a judge is asked. */
export interface JudgeManner {
  readonly model: string;
  /** Room for the answer in tokens; `MAX_TOKENS` by default. */
  readonly maxTokens?: number;
  /** The most it can be given after an answer was cut off; twice the room by default. */
  readonly mostTokens?: number;
  /** Set to ask the same once more, for how often a judge contradicts itself: 1, 2, …; absent the first time. */
  readonly repeat?: number;
}

/** Room for the quotes and reasons of a card with some ten questions. */
export const MAX_TOKENS = 2_500;

/**
 * The call that asks a judge whether a conversation shows a pattern. Equal conversations, cards, models and prompt
 * versions make equal requests, so an answer that the ledger holds is not paid for again.
 */
export const makeJudgeCall = (
  subject: Pick<Subject, 'id' | 'conversation'>,
  pattern: Pattern,
  manner: JudgeManner,
): Call<JudgeAnswer> => {
  const messages = subject.conversation.conversation;
  const card = toJudgeCard(pattern);
  const request = makeJudgeRequest(renderVerify(messages, card), JUDGE_SCHEMA, manner);
  return {
    id: `${subject.id} ${pattern.name}`,
    ...(manner.repeat === undefined ? {} : { subject: `repeat ${manner.repeat}` }),
    request,
    accept: (reply) => readJudgeAnswer(reply, messages, card),
    revise: (asked, problem) => reviseJudging(request, asked, problem, manner),
  };
};

/** A request to a judge. Temperature 0: a measurement is to come out the same again as far as a model allows. */
export const makeJudgeRequest = (
  prompt: string,
  schema: NonNullable<Request['schema']>,
  { model, maxTokens = MAX_TOKENS }: JudgeManner,
): Request => ({
  model,
  system: JUDGE_SYSTEM,
  messages: [{ role: 'user', content: prompt }],
  temperature: 0,
  maxTokens,
  schema,
});

/** The next request after an answer of no use. It is made from the first one, so corrections do not pile up. */
export const reviseJudging = (
  first: Request,
  asked: Request,
  problem: Problem,
  { mostTokens = first.maxTokens * 2 }: JudgeManner,
): Request => {
  if (problem.kind === 'cut-off' && asked.maxTokens < mostTokens) return { ...asked, maxTokens: mostTokens };
  const fault = problem.message
    .replace(/^The judgement cannot be used: |\.$/g, '')
    .replace(/^[A-Z](?![A-Z])/, (letter) => letter.toLowerCase());
  const correction = problem.kind === 'wrong-shape' ? renderSecondLook(fault) : renderAgain(fault);
  const prompt = first.messages[0]?.content ?? '';
  return {
    ...asked,
    messages: [{ role: 'user', content: `${prompt}\n\n${correction}` }],
  };
};
