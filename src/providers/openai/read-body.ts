import { z } from 'zod';
import type { Problem, RawReply, Reading, Usage } from '../contract.ts';
import { parseBody } from '../wire/json-body.ts';
import { makeProblem, toNumberText } from '../wire/problem.ts';
import { toForeignProblem } from '../wire/status.ts';
import { checkAnsweringModel } from '../wire/wrong-model.ts';

const count = z.number().nonnegative().nullish().catch(0);

/** A text, or parts of which some are texts, as some servers that copy the wire write it (Mistral, observed 2026). */
const content = z
  .union([
    z.string(),
    z
      .array(z.object({ type: z.string().nullish(), text: z.string().nullish() }))
      .transform((parts) =>
        parts.map(({ type, text }) => (type === undefined || type === 'text' ? (text ?? '') : '')).join(''),
      ),
  ])
  .nullish();

/** The parts of a chat completion that we read (OpenAI API spec, 2026-08-21). */
const completionSchema = z.object({
  model: z.string().nullish(),
  choices: z.array(
    z.object({
      finish_reason: z.string().nullish(),
      message: z.object({ content, refusal: z.string().nullish() }),
    }),
  ),
  usage: z
    .object({
      prompt_tokens: count,
      completion_tokens: count,
      total_tokens: count,
      prompt_tokens_details: z.object({ cached_tokens: count, cache_write_tokens: count }).nullish(),
      completion_tokens_details: z.object({ reasoning_tokens: count }).nullish(),
    })
    .nullish(),
});

type Completion = z.infer<typeof completionSchema>;

/** Reads the body of an answer with status 200. */
export const readBody = (raw: RawReply, asked: string, official: boolean): Reading => {
  const completion = parseBody(completionSchema, raw.body);
  if (completion === undefined) {
    return { kind: 'problem', problem: toForeignProblem(raw.status, raw.body, undefined) };
  }
  const usage = toUsage(completion.usage);
  const problem =
    checkAnsweringModel({ asked, answered: completion.model, official }, usage) ??
    findFault(completion, usage);
  if (problem !== undefined) return { kind: 'problem', problem };
  const text = completion.choices[0]?.message.content ?? '';
  return { kind: 'reply', reply: { text, model: completion.model ?? asked, usage } };
};

/**
 * Cached and reasoning tokens are parts of the totals (OpenAI API spec, 2026-08-21). Some servers that copy the wire
 * leave reasoning out of `completion_tokens` though they bill it (xAI, Google; observed 2026): then the total tells.
 */
const toUsage = (usage: Completion['usage']): Usage => {
  const inputTokens = usage?.prompt_tokens ?? 0;
  const outputTokens = Math.max(usage?.completion_tokens ?? 0, (usage?.total_tokens ?? 0) - inputTokens);
  const unnamed = outputTokens - (usage?.completion_tokens ?? 0);
  return {
    inputTokens,
    cachedInputTokens: usage?.prompt_tokens_details?.cached_tokens ?? 0,
    cacheWriteTokens: usage?.prompt_tokens_details?.cache_write_tokens ?? 0,
    outputTokens,
    thinkingTokens: usage?.completion_tokens_details?.reasoning_tokens || unnamed,
  };
};

/** Why a completion cannot be used. A refusal comes with `finish_reason` `stop`, so it is looked for first. */
const findFault = ({ choices: [choice] }: Completion, usage: Usage): Problem | undefined => {
  if (choice === undefined) return makeProblem('empty', 'The reply holds no choice.', { usage });
  const { finish_reason: reason, message } = choice;
  if (message.refusal) return makeProblem('refused', 'The model refused.', { usage });
  switch (reason) {
    case 'content_filter':
      return makeProblem('blocked', 'The content filter held the reply back.', { usage });
    case 'length':
      return makeProblem('cut-off', describeCut(usage), { usage });
    // OpenRouter, when the model's own server broke off (observed 2026).
    case 'error':
      return makeProblem('server-error', 'The reply broke off with an error of the server.', { usage });
    case 'stop':
    // Together (observed 2026).
    case 'eos':
    case null:
    case undefined:
      return message.content?.trim()
        ? undefined
        : makeProblem('empty', 'The reply holds no text.', { usage });
    default:
      return makeProblem('wrong-shape', `The reply ended with ${quoteWord(reason)} instead of a text.`, {
        usage,
      });
  }
};

const describeCut = ({ outputTokens, thinkingTokens }: Usage): string => {
  const thoughts = thinkingTokens === 0 ? '' : `, ${toNumberText(thinkingTokens)} of them thoughts`;
  return `The reply was cut off after ${toNumberText(outputTokens)} tokens${thoughts}.`;
};

const quoteWord = (reason: string): string => `"${reason.slice(0, 40)}"`;
