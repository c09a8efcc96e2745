import { z } from 'zod';
import type { Problem, RawReply, Reading, Usage } from '../contract.ts';
import { parseBody } from '../wire/json-body.ts';
import { makeProblem } from '../wire/problem.ts';
import { toForeignProblem } from '../wire/status.ts';
import { count, toAfterText, toKnownUsage, toPart, toTroubled } from '../wire/usage.ts';
import { checkAnsweringModel } from '../wire/wrong-model.ts';

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
      prompt_tokens_details: z
        .object({ cached_tokens: count, cache_write_tokens: count })
        .nullish()
        .catch(undefined),
      completion_tokens_details: z.object({ reasoning_tokens: count }).nullish().catch(undefined),
    })
    .nullish()
    .catch(undefined),
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
  if (problem !== undefined) return toTroubled(problem, usage);
  const text = completion.choices[0]?.message.content ?? '';
  return { kind: 'reply', reply: { text, model: completion.model ?? asked, ...(usage && { usage }) } };
};

/**
 * Cached and reasoning tokens are parts of the totals (OpenAI API spec, 2026-08-21). Some servers that copy the wire
 * leave reasoning out of `completion_tokens` though they bill it (xAI, Google; observed 2026): then the total tells.
 */
const toUsage = (usage: Completion['usage']): Usage | undefined => {
  const { prompt_tokens: inputTokens, completion_tokens: named } = usage ?? {};
  if (inputTokens === undefined || named === undefined) return undefined;
  const outputTokens = Math.max(named, toPart(usage?.total_tokens) - inputTokens);
  const parts = usage?.prompt_tokens_details;
  return toKnownUsage(
    { inputTokens, outputTokens },
    {
      cachedInputTokens: toPart(parts?.cached_tokens),
      cacheWriteTokens: toPart(parts?.cache_write_tokens),
      thinkingTokens: usage?.completion_tokens_details?.reasoning_tokens || outputTokens - named,
    },
  );
};

/** Why a completion cannot be used. A refusal comes with `finish_reason` `stop`, so it is looked for first. */
const findFault = ({ choices: [choice] }: Completion, usage: Usage | undefined): Problem | undefined => {
  if (choice === undefined) return makeProblem('empty', 'The reply holds no choice.');
  const { finish_reason: reason, message } = choice;
  if (message.refusal) return makeProblem('refused', 'The model refused.');
  switch (reason) {
    case 'content_filter':
      return makeProblem('blocked', 'The content filter held the reply back.');
    case 'length':
      return makeProblem('cut-off', `The reply was cut off${toAfterText(usage)}.`);
    // OpenRouter, when the model's own server broke off (observed 2026).
    case 'error':
      return makeProblem('server-error', 'The reply broke off with an error of the server.');
    case 'stop':
    // Together (observed 2026).
    case 'eos':
    case null:
    case undefined:
      return message.content?.trim() ? undefined : makeProblem('empty', 'The reply holds no text.');
    default:
      return makeProblem('wrong-shape', `The reply ended with ${quoteWord(reason)} instead of a text.`);
  }
};

const quoteWord = (reason: string): string => `"${reason.slice(0, 40)}"`;
