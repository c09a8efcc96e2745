import { fail, ok, type Result } from '../../../base/index.ts';
import type { AnswerForm, Ask } from '../ask.ts';
import { isObject, type JsonObject, toList, toNumber, toObject, toText } from '../json.ts';
import { findKnownModel } from '../models.ts';
import { type BadRequest, badRequest } from '../refusal.ts';
import { findUnknownField, toCamelKeys } from './known-fields.ts';
import { readThinking } from './read-thinking.ts';

/** Reads a generateContent request (v1beta protos, 2026-08-22), with the checks that the real server makes. */
export const readAsk = (raw: JsonObject, model: string): Result<Ask, BadRequest> => {
  const body = toObject(toCamelKeys(raw));
  const config = toObject(body.generationConfig);
  const fault = checkFields(body) ?? checkContents(body) ?? checkConfig(config, model) ?? checkSchema(config);
  if (fault !== undefined) return fail(fault);
  const thinking = readThinking(model, config.thinkingConfig);
  if (!thinking.ok) return thinking;
  return ok({
    provider: 'gemini',
    model,
    system: readParts(body.systemInstruction),
    turns: toList(body.contents).map((content) => ({
      role: toObject(content).role === 'model' ? 'assistant' : 'user',
      text: readParts(content),
    })),
    maxTokens: toNumber(config.maxOutputTokens),
    form: readForm(config),
    thinking: thinking.value,
    caching: 'automatic',
  });
};

const readParts = (content: unknown): string =>
  toList(toObject(content).parts)
    .map((part) => toText(toObject(part).text) ?? '')
    .join('');

const readForm = (config: JsonObject): AnswerForm => {
  if (config.responseMimeType !== 'application/json') return { kind: 'text' };
  const schema = config.responseJsonSchema ?? config.responseSchema;
  return isObject(schema) ? { kind: 'schema', schema } : { kind: 'json' };
};

const checkFields = (body: JsonObject): BadRequest | undefined => {
  const unknown = findUnknownField(body);
  if (unknown === undefined) return undefined;
  const at = unknown.at === '' ? '' : ` at '${unknown.at}'`;
  return badRequest(`Invalid JSON payload received. Unknown name "${unknown.name}"${at}: Cannot find field.`);
};

const checkContents = (body: JsonObject): BadRequest | undefined => {
  const contents = toList(body.contents);
  if (contents.length === 0) {
    return badRequest('* GenerateContentRequest.contents: contents is not specified\n');
  }
  for (const [place, content] of contents.entries()) {
    const role = toObject(content).role ?? 'user';
    if (role !== 'user' && role !== 'model') return badRequest('Please use a valid role: user, model.');
    if (toList(toObject(content).parts).length === 0) {
      return badRequest(
        `* GenerateContentRequest.contents[${place}].parts: contents.parts must not be empty.\n`,
      );
    }
  }
  return undefined;
};

const checkConfig = (config: JsonObject, model: string): BadRequest | undefined => {
  const temperature = config.temperature ?? 1;
  if (typeof temperature !== 'number' || temperature < 0 || temperature > 2) {
    return badRequest(
      '* GenerateContentRequest.generation_config.temperature: temperature must be in the range [0.0, 2.0].\n',
    );
  }
  const room = config.maxOutputTokens;
  if (room === undefined) return undefined;
  const most = findKnownModel('gemini', model)?.maxOutputTokens ?? Number.POSITIVE_INFINITY;
  if (Number.isInteger(room) && Number(room) >= 1 && Number(room) <= most) return undefined;
  return badRequest(
    '* GenerateContentRequest.generation_config.max_output_tokens: max_output_tokens is out of range.\n',
  );
};

const checkSchema = (config: JsonObject): BadRequest | undefined => {
  const { responseSchema, responseJsonSchema, responseMimeType } = config;
  if (responseSchema !== undefined && responseJsonSchema !== undefined) {
    return badRequest('Only one of response_schema and response_json_schema may be set.');
  }
  if ((responseSchema ?? responseJsonSchema) === undefined || responseMimeType === 'application/json')
    return undefined;
  return badRequest(
    '* GenerateContentRequest.generation_config.response_mime_type: must be application/json with a response schema.\n',
  );
};
