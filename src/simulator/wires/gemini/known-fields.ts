import { isObject, type JsonObject } from '../json.ts';

const REQUEST_FIELDS = [
  'model',
  'contents',
  'systemInstruction',
  'generationConfig',
  'safetySettings',
  'tools',
  'toolConfig',
  'cachedContent',
  'labels',
  'serviceTier',
  'continuationToken',
  'store',
];

const CONFIG_FIELDS = [
  'temperature',
  'topP',
  'topK',
  'maxOutputTokens',
  'candidateCount',
  'seed',
  'stopSequences',
  'responseMimeType',
  'responseSchema',
  'responseJsonSchema',
  'responseFormat',
  'responseModalities',
  'responseLogprobs',
  'logprobs',
  'presencePenalty',
  'frequencyPenalty',
  'thinkingConfig',
  'mediaResolution',
  'speechConfig',
  'imageConfig',
  'audioTranscriptionConfig',
  'enableEnhancedCivicAnswers',
];

const THINKING_FIELDS = ['thinkingBudget', 'thinkingLevel', 'includeThoughts'];
const CONTENT_FIELDS = ['role', 'parts'];

/**
 * The first field that a generateContent request may not have, by its name as written.
 *
 * The lists are those of the `@google/genai` package 3.1.0 and the v1beta protos (2026-08-22).
 */
export const findUnknownField = (
  body: JsonObject,
): { readonly name: string; readonly at: string } | undefined =>
  findIn(body, REQUEST_FIELDS, '') ??
  findIn(body.generationConfig, CONFIG_FIELDS, 'generation_config') ??
  findIn(
    isObject(body.generationConfig) ? body.generationConfig.thinkingConfig : undefined,
    THINKING_FIELDS,
    'generation_config.thinking_config',
  ) ??
  findIn(body.systemInstruction, CONTENT_FIELDS, 'system_instruction') ??
  findInContents(body.contents);

const findIn = (
  value: unknown,
  known: readonly string[],
  at: string,
): { name: string; at: string } | undefined => {
  const name = isObject(value) ? Object.keys(value).find((key) => !known.includes(key)) : undefined;
  return name === undefined ? undefined : { name, at };
};

const findInContents = (contents: unknown): { name: string; at: string } | undefined => {
  if (!Array.isArray(contents)) return undefined;
  for (const [place, content] of contents.entries()) {
    const found = findIn(content, CONTENT_FIELDS, `contents[${place}]`);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** The same request with proto3-JSON's other spelling (`max_output_tokens`) turned into the usual one, schemas left alone. */
export const toCamelKeys = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(toCamelKeys);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const name = key.replace(/_([a-z])/g, (_whole, letter: string) => letter.toUpperCase());
      return [name, /schema$/i.test(name) ? inner : toCamelKeys(inner)];
    }),
  );
};
