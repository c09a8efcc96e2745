import type { Answer, Ending } from '../ask.ts';
import type { JsonObject } from '../json.ts';

/**
 * A GenerateContentResponse (v1beta protos, 2026-08-22). Counts of zero are left out, as proto3 does; a blocked
 * prompt has no candidates; an answer without text has no parts.
 */
export const writeReply = (answer: Answer): JsonObject => {
  const { model, stamp, ending } = answer;
  return {
    ...(ending === 'blocked'
      ? { promptFeedback: { blockReason: 'SAFETY', safetyRatings: [RATING] } }
      : { candidates: [writeCandidate(answer)] }),
    usageMetadata: writeUsage(answer),
    modelVersion: model,
    responseId: stamp.id.slice(0, 22),
  };
};

const writeCandidate = ({ text, ending }: Answer): JsonObject => {
  const said = ending === 'refused' ? REFUSAL : ending === 'recitation' ? '' : text;
  return {
    content: said === '' ? { role: 'model' } : { parts: [{ text: said }], role: 'model' },
    finishReason: FINISH_REASONS[ending],
    index: 0,
  };
};

/** This wire has no field for a refusal: the model says so in its answer. */
const REFUSAL = 'I am sorry, but I cannot help with that request.';

const RATING = { category: 'HARM_CATEGORY_DANGEROUS_CONTENT', probability: 'HIGH', blocked: true };

const FINISH_REASONS: Readonly<Record<Ending, string>> = {
  done: 'STOP',
  'cut-off': 'MAX_TOKENS',
  refused: 'STOP',
  blocked: 'SAFETY',
  recitation: 'RECITATION',
};

const writeUsage = ({ usage, ending }: Answer): JsonObject => {
  const thoughts = ending === 'blocked' ? 0 : usage.thinkingTokens;
  const candidates = ending === 'blocked' ? 0 : usage.outputTokens - usage.thinkingTokens;
  return {
    promptTokenCount: usage.inputTokens,
    ...(candidates > 0 && { candidatesTokenCount: candidates }),
    totalTokenCount: usage.inputTokens + candidates + thoughts,
    ...(usage.cachedInputTokens > 0 && { cachedContentTokenCount: usage.cachedInputTokens }),
    promptTokensDetails: [{ modality: 'TEXT', tokenCount: usage.inputTokens }],
    ...(thoughts > 0 && { thoughtsTokenCount: thoughts }),
  };
};
