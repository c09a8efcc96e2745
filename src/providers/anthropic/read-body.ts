import { z } from 'zod';
import type { Problem, RawReply, Reading, Usage } from '../contract.ts';
import { parseBody } from '../wire/json-body.ts';
import { makeProblem } from '../wire/problem.ts';
import { toForeignProblem } from '../wire/status.ts';
import { count, toAfterText, toKnownUsage, toPart, toTroubled } from '../wire/usage.ts';
import { checkAnsweringModel } from '../wire/wrong-model.ts';

const text = z.string().nullish();

/** The parts of a message that we read (Claude API docs, 2026-08-22). */
const messageSchema = z.object({
  model: text,
  content: z.array(z.object({ type: z.string(), text, input: z.unknown().optional() })),
  stop_reason: text,
  stop_details: z.object({ category: text }).nullish().catch(undefined),
  usage: z
    .object({
      input_tokens: count,
      cache_creation_input_tokens: count,
      cache_read_input_tokens: count,
      output_tokens: count,
      output_tokens_details: z.object({ thinking_tokens: count }).nullish().catch(undefined),
    })
    .nullish()
    .catch(undefined),
});

type Message = z.infer<typeof messageSchema>;

/** Reads the body of an answer with status 200. */
export const readBody = (raw: RawReply, asked: string, official: boolean): Reading => {
  const message = parseBody(messageSchema, raw.body);
  if (message === undefined) {
    return { kind: 'problem', problem: toForeignProblem(raw.status, raw.body, undefined) };
  }
  const usage = toUsage(message.usage);
  const replyText = toText(message);
  const problem =
    checkAnsweringModel({ asked, answered: message.model, official }, usage) ??
    findFault(message, replyText, usage);
  if (problem !== undefined) return toTroubled(problem, usage);
  return {
    kind: 'reply',
    reply: { text: replyText, model: message.model ?? asked, ...(usage && { usage }) },
  };
};

/** `input_tokens` is the part that no cache had to do with; the total is ours to add (Claude API docs, 2026-08-22). */
const toUsage = (usage: Message['usage']): Usage | undefined => {
  if (usage?.input_tokens === undefined) return undefined;
  const { cache_read_input_tokens: cached = 0, cache_creation_input_tokens: written = 0 } = usage;
  return toKnownUsage(
    { inputTokens: usage.input_tokens + cached + written, outputTokens: usage.output_tokens },
    {
      cachedInputTokens: cached,
      cacheWriteTokens: written,
      thinkingTokens: toPart(usage.output_tokens_details?.thinking_tokens),
    },
  );
};

/** The text, or what a forced tool was called with. */
const toText = ({ content }: Message): string => {
  const tool = content.find(({ type }) => type === 'tool_use');
  if (tool?.input !== undefined) return JSON.stringify(tool.input);
  return content
    .filter(({ type }) => type === 'text')
    .map((block) => block.text ?? '')
    .join('');
};

const findFault = (message: Message, replyText: string, usage: Usage | undefined): Problem | undefined => {
  const spent = toAfterText(usage, false);
  switch (message.stop_reason) {
    case 'end_turn':
    case 'stop_sequence':
    case 'tool_use':
      return replyText.trim() === '' ? makeProblem('empty', 'The reply holds no text.') : undefined;
    case 'max_tokens':
      return makeProblem('cut-off', `The reply was cut off${spent}.`);
    case 'model_context_window_exceeded':
      return makeProblem('cut-off', `The context was full${spent}${spent && ' of reply'}.`);
    case 'refusal': {
      const category = message.stop_details?.category;
      return makeProblem('refused', `The model refused${category ? ` (${category})` : ''}.`);
    }
    default:
      return makeProblem('wrong-shape', `The reply ended with ${message.stop_reason ?? 'no stop reason'}.`);
  }
};
