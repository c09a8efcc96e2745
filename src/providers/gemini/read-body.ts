import { z } from 'zod';
import type { Problem, RawReply, Reading, Usage } from '../contract.ts';
import { parseBody } from '../wire/json-body.ts';
import { makeProblem } from '../wire/problem.ts';
import { toForeignProblem } from '../wire/status.ts';
import { checkAnsweringModel } from '../wire/wrong-model.ts';
import { toFinishProblem } from './finish-reason.ts';

const count = z.number().nonnegative().nullish().catch(0);
const text = z.string().nullish();

const candidateSchema = z.object({
  content: z
    .object({ parts: z.array(z.object({ text, thought: z.boolean().nullish() })).nullish() })
    .nullish(),
  finishReason: text,
});

/** The parts of a `GenerateContentResponse` that we read (Gemini API protos, 2026-08-22). */
const responseSchema = z
  .object({
    candidates: z.array(candidateSchema).nullish(),
    promptFeedback: z.object({ blockReason: text }).nullish(),
    usageMetadata: z
      .object({
        promptTokenCount: count,
        toolUsePromptTokenCount: count,
        candidatesTokenCount: count,
        thoughtsTokenCount: count,
        cachedContentTokenCount: count,
      })
      .nullish(),
    modelVersion: text,
  })
  .refine((body) => body.candidates ?? body.promptFeedback ?? body.usageMetadata);

type Response = z.infer<typeof responseSchema>;

/** Reads the body of an answer with status 200. */
export const readBody = (raw: RawReply, asked: string, official: boolean): Reading => {
  const response = parseBody(responseSchema, raw.body);
  if (response === undefined) {
    return { kind: 'problem', problem: toForeignProblem(raw.status, raw.body, undefined) };
  }
  const usage = toUsage(response.usageMetadata);
  const answered = response.modelVersion;
  const replyText = toText(response);
  const problem =
    findBlock(response, usage) ??
    checkAnsweringModel({ asked, answered, official }, usage) ??
    findFault(response, replyText, usage);
  if (problem !== undefined) return { kind: 'problem', problem };
  return { kind: 'reply', reply: { text: replyText, model: answered ?? asked, usage } };
};

/**
 * The prompt's count includes what was cached, the candidates' count leaves thoughts out, and counts of zero are
 * missing (Gemini API protos, 2026-08-22).
 */
const toUsage = (usage: Response['usageMetadata']): Usage => ({
  inputTokens: (usage?.promptTokenCount ?? 0) + (usage?.toolUsePromptTokenCount ?? 0),
  cachedInputTokens: usage?.cachedContentTokenCount ?? 0,
  cacheWriteTokens: 0,
  outputTokens: (usage?.candidatesTokenCount ?? 0) + (usage?.thoughtsTokenCount ?? 0),
  thinkingTokens: usage?.thoughtsTokenCount ?? 0,
});

const toText = ({ candidates }: Response): string =>
  (candidates?.[0]?.content?.parts ?? [])
    .filter((part) => part.thought !== true)
    .map((part) => part.text ?? '')
    .join('');

/** A blocked prompt is answered with status 200 and no candidate (Gemini API protos, 2026-08-22). */
const findBlock = ({ candidates, promptFeedback }: Response, usage: Usage): Problem | undefined => {
  if (candidates?.length) return undefined;
  const reason = promptFeedback?.blockReason;
  return reason
    ? makeProblem('blocked', `The prompt was blocked (${reason}).`, { usage })
    : makeProblem('empty', 'The reply holds no candidate.', { usage });
};

const findFault = ({ candidates }: Response, replyText: string, usage: Usage): Problem | undefined =>
  toFinishProblem(candidates?.[0]?.finishReason ?? undefined, usage) ??
  (replyText.trim() === '' ? makeProblem('empty', 'The reply holds no text.', { usage }) : undefined);
