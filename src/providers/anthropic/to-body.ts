import type { MessageCreateParamsNonStreaming } from '@anthropic-ai/sdk/resources/messages';
import type { Request } from '../contract.ts';
import type { Traits } from '../models/model.ts';
import { toOutputLimit } from '../wire/room.ts';

type Body = MessageCreateParamsNonStreaming;

/**
 * The body of `POST /v1/messages` (Claude API docs, 2026-08-22). The system prompt stands apart from the messages;
 * a temperature is rejected from Claude Opus 4.7 on.
 */
export const toBody = (request: Request, traits: Traits): Body => ({
  model: request.model,
  max_tokens: toOutputLimit(request, traits),
  ...(request.system !== '' && { system: request.system }),
  messages: request.messages.map(({ role, content }) => ({ role, content })),
  ...(traits.temperature && { temperature: request.temperature }),
  ...toFormat(request, traits),
});

/** From 4.5 on the wire has a place for a schema; before, a tool that must be called does the same. */
const toFormat = ({ schema }: Request, traits: Traits): Partial<Body> => {
  if (schema === undefined || traits.structuredOutput === 'none') return {};
  if (traits.structuredOutput === 'json-schema') {
    return { output_config: { format: { type: 'json_schema', schema: { ...schema.schema } } } };
  }
  return {
    tools: [{ name: schema.name, input_schema: { ...schema.schema, type: 'object' } }],
    tool_choice: { type: 'tool', name: schema.name },
  };
};
