import { z } from 'zod';
import type { AnswerSchema } from '../providers/index.ts';

/** What a model is asked to write. Everything else of a conversation is known from its assignment. */
export const answerSchema = z.strictObject({
  conversation: z.array(z.strictObject({ role: z.enum(['user', 'assistant']), content: z.string() })),
  learning_notes: z.string(),
});

/**
 * The same as JSON Schema, within what all three providers take in structured output: every property required, no
 * additional ones, no lengths and no counts (OpenAI structured outputs guide; Gemini `responseJsonSchema`; Anthropic
 * structured outputs, all read 2026).
 */
export const ANSWER_SCHEMA: AnswerSchema = {
  name: 'conversation',
  schema: {
    type: 'object',
    properties: {
      conversation: {
        type: 'array',
        items: {
          type: 'object',
          properties: { role: { type: 'string', enum: ['user', 'assistant'] }, content: { type: 'string' } },
          required: ['role', 'content'],
          additionalProperties: false,
        },
      },
      learning_notes: { type: 'string' },
    },
    required: ['conversation', 'learning_notes'],
    additionalProperties: false,
  },
};
