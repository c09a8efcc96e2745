import { fail, hashText, makeRandom, ok, type Result } from '../../base/index.ts';
import type { Message } from '../../conversation/index.ts';
import type { Call } from '../../engine/index.ts';
import type { Problem, Reply } from '../../providers/index.ts';
import type { Recipe } from '../../recipe/index.ts';
import type { Subject } from '../subject.ts';
import { DETECT_SCHEMA, detectAnswerSchema } from './answer-schema.ts';
import { findInTurn } from './judge-answer.ts';
import { type JudgeManner, makeJudgeRequest, reviseJudging } from './judge-call.ts';
import { toJudgeCard } from './judge-card.ts';
import type { Evidence } from './judgement.ts';
import { renderDetect } from './prompts/detect.ts';
import { readJson } from './read-json.ts';

/** Which patterns a judge found that was told of none. */
export interface Detection {
  /** Names of the recipe, in its order; each rests on a quote that was found. */
  readonly patterns: readonly string[];
  /** `item` is the pattern's name. */
  readonly evidence: readonly Evidence[];
  /** Named as present, but no quote for it could be found in the second answer either. */
  readonly unproven: readonly string[];
}

/** The call that asks a judge which patterns of a recipe a conversation shows. The patterns come in an order drawn from
 * the conversation's text and the seed, for what comes first on a list is found more readily. */
export const makeDetectCall = (
  subject: Pick<Subject, 'id' | 'conversation'>,
  recipe: Pick<Recipe, 'patterns'>,
  { seed = 0, ...manner }: JudgeManner & { readonly seed?: number },
): Call<Detection> => {
  const messages = subject.conversation.conversation;
  const text = messages.map(({ content }) => content).join('\n');
  const random = makeRandom(seed, `detect/${hashText(text)}`);
  const cards = random.shuffle(recipe.patterns).map(toJudgeCard);
  // A detecting answer has an entry for every pattern.
  const roomy = { ...manner, maxTokens: manner.maxTokens ?? 600 + 220 * cards.length };
  const request = makeJudgeRequest(renderDetect(messages, cards), DETECT_SCHEMA, roomy);
  const names = recipe.patterns.map(({ name }) => name);
  return {
    id: `${subject.id} detect`,
    ...(manner.repeat === undefined ? {} : { subject: `repeat ${manner.repeat}` }),
    request,
    accept: (reply) => readDetection(reply, messages, names),
    revise: (asked, problem) => reviseJudging(request, asked, problem, roomy),
  };
};

const readDetection = (
  reply: Pick<Reply, 'text'>,
  messages: readonly Message[],
  names: readonly string[],
): Result<Detection, Problem> => {
  if (reply.text.trim() === '') return fail({ kind: 'empty', message: 'The judgement was empty.' });
  const json = readJson(reply.text);
  if (!json.ok) return json;
  const parsed = detectAnswerSchema.safeParse(json.value);
  if (!parsed.success) return fail(wrongShape('its findings cannot be read'));
  const { look, findings } = parsed.data;
  const known = findings.flatMap((finding) => {
    const name = names.find((one) => fold(one) === fold(finding.pattern));
    return name === undefined ? [] : [{ ...finding, name }];
  });
  const missing = names.filter((name) => !known.some((finding) => finding.name === name));
  const evidence = known
    .filter(({ present }) => present)
    .flatMap(({ name, evidence: quotes }) =>
      quotes.map(({ turn, quote }) => {
        const place = findInTurn(messages, turn, quote);
        return { item: name, turn, quote, ...(place && { place }) };
      }),
    );
  const proven = new Set(evidence.filter(({ place }) => place !== undefined).map(({ item }) => item));
  const unproven = known.filter(({ present, name }) => present && !proven.has(name)).map(({ name }) => name);
  if (look === 'first' && (missing.length > 0 || unproven.length > 0)) {
    return fail(
      wrongShape(
        [
          ...missing.map((name) => `there is no entry for "${name}"`),
          ...unproven.map((name) => `no quote for "${name}" stands in the assistant turn that is named`),
        ]
          .slice(0, 4)
          .join('; '),
      ),
    );
  }
  return ok({ patterns: names.filter((name) => proven.has(name)), evidence, unproven });
};

const fold = (name: string): string => name.trim().toLowerCase();

const wrongShape = (what: string): Problem => ({
  kind: 'wrong-shape',
  message: `The judgement cannot be used: ${what}.`,
});
