import { z } from 'zod';
import type { Problem, RawReply, Reading, Usage } from '../contract.ts';
import { parseBody } from '../wire/json-body.ts';
import { makeProblem } from '../wire/problem.ts';
import { toForeignProblem } from '../wire/status.ts';
import { count, toKnownUsage, toPart, toTroubled } from '../wire/usage.ts';
import { checkAnsweringModel } from '../wire/wrong-model.ts';
import { toFinishProblem } from './finish-reason.ts';

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
      .nullish()
      .catch(undefined),
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
    findBlock(response) ??
    checkAnsweringModel({ asked, answered, official }, usage) ??
    findFault(response, replyText, usage);
  if (problem !== undefined) return toTroubled(problem, usage);
  return { kind: 'reply', reply: { text: replyText, model: answered ?? asked, ...(usage && { usage }) } };
};

/**
 * The prompt's count includes what was cached, the candidates' count leaves thoughts out, and counts of zero are
 * missing (Gemini API protos, 2026-08-22).
 */
const toUsage = (usage: Response['usageMetadata']): Usage | undefined => {
  if (usage?.promptTokenCount === undefined) return undefined;
  const { toolUsePromptTokenCount: tools = 0, candidatesTokenCount: written = 0 } = usage;
  const { thoughtsTokenCount: thoughts = 0 } = usage;
  return toKnownUsage(
    { inputTokens: usage.promptTokenCount + tools, outputTokens: written + thoughts },
    {
      cachedInputTokens: toPart(usage.cachedContentTokenCount),
      cacheWriteTokens: 0,
      thinkingTokens: thoughts,
    },
  );
};

const toText = ({ candidates }: Response): string =>
  (candidates?.[0]?.content?.parts ?? [])
    .filter((part) => part.thought !== true)
    .map((part) => part.text ?? '')
    .join('');

/** A blocked prompt is answered with status 200 and no candidate (Gemini API protos, 2026-08-22). */
const findBlock = ({ candidates, promptFeedback }: Response): Problem | undefined => {
  if (candidates?.length) return undefined;
  const reason = promptFeedback?.blockReason;
  return reason
    ? makeProblem('blocked', `The prompt was blocked (${reason}).`)
    : makeProblem('empty', 'The reply holds no candidate.');
};

const findFault = (
  { candidates }: Response,
  replyText: string,
  usage: Usage | undefined,
): Problem | undefined =>
  toFinishProblem(candidates?.[0]?.finishReason ?? undefined, usage) ??
  (replyText.trim() === '' ? makeProblem('empty', 'The reply holds no text.') : undefined);
