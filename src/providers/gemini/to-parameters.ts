import type { Content, GenerateContentConfig, GenerateContentParameters, ThinkingLevel } from '@google/genai';
import type { Request } from '../contract.ts';
import type { Traits } from '../models/model.ts';
import { toOutputLimit, toThinkingBudget } from '../wire/room.ts';

/**
 * The parameters of `generateContent`, which the SDK writes to the wire field by field (Google Gen AI SDK 3.1.0).
 *
 * Roles are `user` and `model` only; the system prompt has a place of its own (Gemini API protos, 2026-08-22).
 */
export const toParameters = (request: Request, traits: Traits): GenerateContentParameters => ({
  model: request.model,
  contents: request.messages.map(({ role, content }) =>
    toContent(role === 'assistant' ? 'model' : 'user', content),
  ),
  config: {
    ...(request.system !== '' && { systemInstruction: { parts: [{ text: request.system }] } }),
    ...(traits.temperature && { temperature: request.temperature }),
    // Thoughts are charged against this limit too (Gemini thinking guide, 2026).
    maxOutputTokens: toOutputLimit(request, traits),
    ...toThinking(request, traits),
    ...toFormat(request, traits),
    // Without this the SDK asks again on its own when the server offers to go on.
    automaticContinuation: false,
  },
});

const toContent = (role: string, text: string): Content => ({ role, parts: [{ text }] });

/** 2.5 takes a budget, 3.x a level, and other models reject both (Gemini thinking guide, 2026). */
const toThinking = (request: Request, traits: Traits): Pick<GenerateContentConfig, 'thinkingConfig'> => {
  const { thinking } = traits;
  const thinkingBudget = toThinkingBudget(request, traits);
  if (thinkingBudget !== undefined) return { thinkingConfig: { thinkingBudget, includeThoughts: false } };
  if (thinking.kind === 'level' && thinking.default !== undefined) {
    // The SDK's enum holds the same texts, but would have to be loaded to be named.
    return { thinkingConfig: { thinkingLevel: thinking.default as ThinkingLevel, includeThoughts: false } };
  }
  return {};
};

/** A real JSON Schema still needs the type beside it (Gemini API protos, 2026-08-22). */
const toFormat = ({ schema }: Request, traits: Traits): GenerateContentConfig =>
  schema === undefined || traits.structuredOutput === 'none'
    ? {}
    : { responseMimeType: 'application/json', responseJsonSchema: schema.schema };
