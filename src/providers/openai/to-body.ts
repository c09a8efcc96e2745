import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions';
import type { Request } from '../contract.ts';
import type { Traits } from '../models/model.ts';
import { toOutputLimit } from '../wire/room.ts';

type Body = ChatCompletionCreateParamsNonStreaming;

/** The body of `POST /chat/completions` (OpenAI API spec, 2026-08-21). */
export const toBody = (request: Request, traits: Traits): Body => {
  const system = request.system === '' ? [] : [{ role: 'system' as const, content: request.system }];
  return {
    model: request.model,
    messages: [...system, ...request.messages.map(({ role, content }) => ({ role, content }))],
    [traits.limitField ?? 'max_completion_tokens']: toOutputLimit(request, traits),
    ...(traits.temperature && { temperature: request.temperature }),
    ...toResponseFormat(request, traits),
  };
};

/** `strict` has to be asked for in Chat Completions, and the schema is nested (OpenAI API spec, 2026-08-21). */
const toResponseFormat = ({ schema }: Request, traits: Traits): Pick<Body, 'response_format'> => {
  if (schema === undefined || traits.structuredOutput === 'none') return {};
  return {
    response_format: {
      type: 'json_schema',
      json_schema: { name: schema.name, strict: true, schema: schema.schema },
    },
  };
};
