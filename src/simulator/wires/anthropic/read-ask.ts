import { fail, ok, type Result } from '../../../base/index.ts';
import type { AnswerForm, Ask, ThinkingRoom } from '../ask.ts';
import { isObject, type JsonObject, toList, toObject, toText } from '../json.ts';
import { findKnownModel, NO_THINKING, THINKING_BY_EFFORT } from '../models.ts';
import { type BadRequest, badRequest } from '../refusal.ts';
import { checkSchema } from './check-schema.ts';
import { rejectsPrefill, rejectsTemperature, takesSchema, thinksByDefault } from './model-version.ts';

/** Reads a Messages request (Anthropic docs, 2026-08-22), with the checks that the real server makes. */
export const readAsk = (body: JsonObject): Result<Ask, BadRequest> => {
  const model = toText(body.model) ?? '';
  const fault =
    checkRequired(body) ??
    checkMessages(body, model) ??
    checkSettings(body, model) ??
    checkFormat(body, model);
  if (fault !== undefined) return fail(fault);
  return ok({
    provider: 'anthropic',
    model,
    system: readText(body.system),
    turns: toList(body.messages)
      .map(toObject)
      .map(({ role, content }) => ({
        role: role === 'assistant' ? 'assistant' : 'user',
        text: readText(content),
      })),
    maxTokens: Number(body.max_tokens),
    form: readForm(body),
    thinking: readThinking(body, model),
    caching: hasCacheMark(body) ? 'marked' : 'never',
  });
};

const readText = (content: unknown): string =>
  toText(content) ??
  toList(content)
    .map((block) => toText(toObject(block).text) ?? '')
    .join('');

const readFormat = (body: JsonObject): unknown => toObject(body.output_config).format ?? body.output_format;

const readForm = (body: JsonObject): AnswerForm => {
  const { schema } = toObject(readFormat(body));
  if (isObject(schema)) return { kind: 'schema', schema };
  const choice = toObject(body.tool_choice);
  const tools = toList(body.tools).map(toObject);
  const tool =
    choice.type === 'any'
      ? tools[0]
      : tools.find(({ name }) => choice.type === 'tool' && name === choice.name);
  return tool === undefined
    ? { kind: 'text' }
    : { kind: 'tool', name: toText(tool.name) ?? '', schema: toObject(tool.input_schema) };
};

const readThinking = (body: JsonObject, model: string): ThinkingRoom => {
  const { type } = toObject(body.thinking);
  const isOn = type === 'adaptive' || type === 'enabled' || (type === undefined && thinksByDefault(model));
  if (!isOn) return NO_THINKING;
  return THINKING_BY_EFFORT[toText(toObject(body.output_config).effort) ?? 'medium'] ?? NO_THINKING;
};

const hasCacheMark = (body: JsonObject): boolean =>
  body.cache_control !== undefined ||
  [
    ...toList(body.system),
    ...toList(body.messages).flatMap((message) => toList(toObject(message).content)),
  ].some((block) => toObject(block).cache_control !== undefined);

const checkRequired = (body: JsonObject): BadRequest | undefined => {
  const left = ['model', 'max_tokens', 'messages'].find((field) => body[field] === undefined);
  if (left !== undefined) return badRequest(`${left}: Field required`);
  if (typeof body.model !== 'string' || body.model === '') {
    return badRequest('model: Input should be a valid string');
  }
  if (!Number.isInteger(body.max_tokens) || Number(body.max_tokens) < 1) {
    return badRequest('max_tokens: Input should be greater than or equal to 1');
  }
  const most = findKnownModel('anthropic', body.model)?.maxOutputTokens ?? Number.POSITIVE_INFINITY;
  return Number(body.max_tokens) > most
    ? badRequest(
        `max_tokens: ${body.max_tokens} > ${most}, which is the maximum allowed number of output tokens for ${body.model}`,
      )
    : undefined;
};

const checkMessages = (body: JsonObject, model: string): BadRequest | undefined => {
  const messages = toList(body.messages).map(toObject);
  if (messages.length === 0) return badRequest('messages: at least one message is required');
  for (const [place, { role, content }] of messages.entries()) {
    if (role !== 'user' && role !== 'assistant') {
      return badRequest(`messages.${place}.role: Input should be 'user' or 'assistant'`);
    }
    if (readText(content).trim() === '') {
      return badRequest(`messages.${place}: all messages must have non-empty content`);
    }
  }
  return messages.at(-1)?.role === 'assistant' && rejectsPrefill(model)
    ? badRequest(
        'This model does not support assistant message prefill. The conversation must end with a user message.',
      )
    : undefined;
};

/** The values that count as not given. */
const DEFAULTS = { temperature: 1, top_p: 1, top_k: undefined };

const checkSettings = (body: JsonObject, model: string): BadRequest | undefined => {
  if (body.stream === true) return badRequest('stream: The simulator does not stream.');
  const { temperature = 1 } = body;
  if (typeof temperature !== 'number' || temperature < 0 || temperature > 1) {
    return badRequest('temperature: Input should be between 0 and 1');
  }
  if (!rejectsTemperature(model)) return undefined;
  const changed = Object.entries(DEFAULTS).find(
    ([name, usual]) => body[name] !== undefined && body[name] !== usual,
  );
  return changed === undefined ? undefined : badRequest(`\`${changed[0]}\` is deprecated for this model.`);
};

const checkFormat = (body: JsonObject, model: string): BadRequest | undefined => {
  const format = readFormat(body);
  if (format === undefined || format === null) return undefined;
  if (!takesSchema(model))
    return badRequest(`output_config.format: '${model}' does not support output format.`);
  if (toObject(format).type !== 'json_schema') {
    return badRequest("output_config.format.type: Input should be 'json_schema'");
  }
  const fault = checkSchema(toObject(format).schema);
  return fault === undefined ? undefined : badRequest(fault);
};
