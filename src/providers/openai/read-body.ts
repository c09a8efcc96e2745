import { z } from 'zod';
import type { Problem, RawReply, Reading, Usage } from '../contract.ts';
import { parseBody } from '../wire/json-body.ts';
import { makeProblem } from '../wire/problem.ts';
import { toForeignProblem } from '../wire/status.ts';
import { checkAnsweringModel } from '../wire/wrong-model.ts';
import { errorSchema } from './error-body.ts';

const count = z.number().nonnegative().nullish().catch(0);

/** The parts of a chat completion that we read (OpenAI API spec, 2026-08-21). */
const completionSchema = z.object({
  model: z.string().nullish(),
  choices: z.array(
    z.object({
      finish_reason: z.string().nullish(),
      message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
    }),
  ),
  usage: z
    .object({
      prompt_tokens: count,
      completion_tokens: count,
      prompt_tokens_details: z.object({ cached_tokens: count, cache_write_tokens: count }).nullish(),
      completion_tokens_details: z.object({ reasoning_tokens: count }).nullish(),
    })
    .nullish(),
});

type Completion = z.infer<typeof completionSchema>;

/** Reads the body of an answer with status 200. */
export const readBody = (raw: RawReply, asked: string, official: boolean): Reading => {
  const completion = parseBody(completionSchema, raw.body);
  if (completion === undefined) return { kind: 'problem', problem: toOddBodyProblem(raw) };
  const usage = toUsage(completion.usage);
  const problem =
    checkAnsweringModel({ asked, answered: completion.model, official }, usage) ??
    findFault(completion, usage);
  if (problem !== undefined) return { kind: 'problem', problem };
  const text = completion.choices[0]?.message.content ?? '';
  return { kind: 'reply', reply: { text, model: completion.model ?? asked, usage } };
};

/** Cached and reasoning tokens are parts of the totals (OpenAI API spec, 2026-08-21). */
const toUsage = (usage: Completion['usage']): Usage => ({
  inputTokens: usage?.prompt_tokens ?? 0,
  cachedInputTokens: usage?.prompt_tokens_details?.cached_tokens ?? 0,
  cacheWriteTokens: usage?.prompt_tokens_details?.cache_write_tokens ?? 0,
  outputTokens: usage?.completion_tokens ?? 0,
  thinkingTokens: usage?.completion_tokens_details?.reasoning_tokens ?? 0,
});

/** Why a completion cannot be used. A refusal comes with `finish_reason` `stop`, so it is looked for first. */
const findFault = ({ choices: [choice] }: Completion, usage: Usage): Problem | undefined => {
  if (choice === undefined) return makeProblem('empty', 'The reply holds no choice.', { usage });
  const { finish_reason: reason, message } = choice;
  if (message.refusal) return makeProblem('refused', 'The model refused.', { usage });
  switch (reason) {
    case 'content_filter':
      return makeProblem('blocked', 'The content filter held the reply back.', { usage });
    case 'length':
      return makeProblem('cut-off', `The reply was cut off after ${usage.outputTokens} tokens.`, { usage });
    case 'stop':
    case null:
    case undefined:
      return message.content?.trim()
        ? undefined
        : makeProblem('empty', 'The reply holds no text.', { usage });
    default:
      return makeProblem('wrong-shape', `The reply ended with "${reason}" instead of a text.`, { usage });
  }
};

const toOddBodyProblem = ({ status, body }: RawReply): Problem => {
  if (parseBody(errorSchema, body) === undefined) return toForeignProblem(status, body, undefined);
  return makeProblem('server-error', `${status} with an error in the body instead of a completion.`);
};
