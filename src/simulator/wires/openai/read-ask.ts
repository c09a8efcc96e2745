import { fail, ok, type Result } from '../../../base/index.ts';
import type { AnswerForm, Ask, Turn } from '../ask.ts';
import { isObject, type JsonObject, toList, toNumber, toObject, toText } from '../json.ts';
import { findKnownModel, NO_THINKING, THINKING_BY_EFFORT } from '../models.ts';
import { type BadRequest, badRequest } from '../refusal.ts';
import { checkStrictSchema } from './strict-schema.ts';

const ROLES = ['developer', 'system', 'user', 'assistant', 'tool', 'function'];

/** Reads a chat completion request (OpenAI API spec, 2026-08-21), with the checks that the real server makes. */
export const readAsk = (body: JsonObject): Result<Ask, BadRequest> => {
  const model = toText(body.model);
  if (model === undefined || model === '') return fail(badRequest('you must provide a model parameter'));
  const thinks = isReasoningModel(model);
  const form = readForm(body);
  const fault =
    checkMessages(body.messages) ??
    checkSettings(body, thinks) ??
    checkRoom(body, model) ??
    checkForm(body, form);
  if (fault !== undefined) return fail(fault);
  const messages = toList(body.messages).map(toObject);
  const isSystem = (message: JsonObject): boolean =>
    message.role === 'system' || message.role === 'developer';
  return ok({
    provider: 'openai',
    model,
    system: messages.filter(isSystem).map(readContent).join('\n\n'),
    turns: messages.filter((message) => !isSystem(message)).map(toTurn),
    maxTokens: toNumber(body.max_completion_tokens) ?? toNumber(body.max_tokens),
    form,
    thinking: thinks
      ? (THINKING_BY_EFFORT[toText(body.reasoning_effort) ?? 'medium'] ?? NO_THINKING)
      : NO_THINKING,
    caching: 'automatic',
  });
};

/** The models that think before they answer, by name. */
const isReasoningModel = (model: string): boolean => /^(o\d|gpt-[56])/.test(model) && !model.includes('chat');

const toTurn = (message: JsonObject): Turn => ({
  role: message.role === 'assistant' ? 'assistant' : 'user',
  text: readContent(message),
});

const readContent = (message: JsonObject): string =>
  toText(message.content) ??
  toList(message.content)
    .map((part) => toText(toObject(part).text) ?? '')
    .join('');

const readForm = (body: JsonObject): AnswerForm => {
  const format = toObject(body.response_format);
  if (format.type === 'json_object') return { kind: 'json' };
  const schema = toObject(format.json_schema).schema;
  return format.type === 'json_schema' && isObject(schema) ? { kind: 'schema', schema } : { kind: 'text' };
};

const checkMessages = (messages: unknown): BadRequest | undefined => {
  if (messages === undefined) {
    return badRequest("Missing required parameter: 'messages'.", {
      param: 'messages',
      code: 'missing_required_parameter',
    });
  }
  if (!Array.isArray(messages) || messages.length === 0) {
    return badRequest("Invalid 'messages': expected an array with minimum length 1.", {
      param: 'messages',
      code: 'invalid_value',
    });
  }
  const place = messages.findIndex((message) => !ROLES.includes(toText(toObject(message).role) ?? ''));
  if (place === -1) return undefined;
  return badRequest(
    `Invalid value for 'messages[${place}].role'. Supported values are: ${ROLES.join(', ')}.`,
    {
      param: `messages[${place}].role`,
      code: 'invalid_value',
    },
  );
};

const checkSettings = (body: JsonObject, thinks: boolean): BadRequest | undefined => {
  const temperature = body.temperature ?? 1;
  if (typeof temperature !== 'number' || temperature < 0 || temperature > 2) {
    return badRequest("Invalid value for 'temperature': expected a number between 0 and 2.", {
      param: 'temperature',
      code: 'invalid_value',
    });
  }
  if (body.stream === true) return badRequest('The simulator does not stream.', { param: 'stream' });
  if (!thinks) return undefined;
  if (body.max_tokens !== undefined && body.max_tokens !== null) {
    return badRequest(
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
      { param: 'max_tokens', code: 'unsupported_parameter' },
    );
  }
  if (temperature === 1 || body.reasoning_effort === 'none') return undefined;
  return badRequest(
    `Unsupported value: 'temperature' does not support ${temperature} with this model. Only the default (1) value is supported.`,
    { param: 'temperature', code: 'unsupported_value' },
  );
};

const checkRoom = (body: JsonObject, model: string): BadRequest | undefined => {
  for (const param of ['max_completion_tokens', 'max_tokens']) {
    const value = body[param] ?? undefined;
    if (value === undefined) continue;
    const room = findKnownModel('openai', model)?.maxOutputTokens ?? Number.POSITIVE_INFINITY;
    if (!Number.isInteger(value) || Number(value) < 1) {
      return badRequest(`Invalid '${param}': expected an integer of at least 1.`, {
        param,
        code: 'invalid_value',
      });
    }
    if (Number(value) > room) {
      return badRequest(
        `${param} is too large: ${value}. This model supports at most ${room} completion tokens, whereas you provided ${value}.`,
        { param, code: 'invalid_value' },
      );
    }
  }
  return undefined;
};

const checkForm = (body: JsonObject, form: AnswerForm): BadRequest | undefined => {
  if (form.kind === 'json' && !/json/i.test(JSON.stringify(body.messages))) {
    return badRequest(
      "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
      { param: 'messages' },
    );
  }
  const spec = toObject(toObject(body.response_format).json_schema);
  if (toObject(body.response_format).type !== 'json_schema') return undefined;
  const name = toText(spec.name) ?? '';
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(name)) {
    return badRequest(
      "Invalid 'response_format.json_schema.name': expected a string matching ^[a-zA-Z0-9_-]+$.",
      {
        param: 'response_format.json_schema.name',
        code: 'invalid_value',
      },
    );
  }
  const fault = spec.strict === true ? checkStrictSchema(spec.schema) : undefined;
  if (fault === undefined) return undefined;
  return badRequest(`Invalid schema for response_format '${name}': ${fault}`, { param: 'response_format' });
};
