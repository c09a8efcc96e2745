/** The schema that conversations are asked for with. */
export const SCHEMA = {
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
};

/** A prompt that names all there is to name. */
export const PROMPT =
  '# Patterns to Apply\n\n### Gap Analysis\n\n# The rest\n\nTopic: rate limiting\n\n- Exactly 3 exchanges.';

/** What differs between the requests of a test. */
export interface Wanted {
  readonly model?: string;
  readonly prompt?: string;
  readonly maxTokens?: number;
  /** Without it, text is asked for. */
  readonly schema?: object | undefined;
}

const AS_USUAL = { prompt: PROMPT, maxTokens: 3000, schema: SCHEMA };

/** A request body on each wire that asks for the same. */
export const BODIES = {
  openai: (wanted: Wanted = {}): object => {
    const { model = 'gpt-4o', prompt, maxTokens, schema } = { ...AS_USUAL, ...wanted };
    return {
      model,
      messages: [
        { role: 'system', content: 'You write.' },
        { role: 'user', content: prompt },
      ],
      max_completion_tokens: maxTokens,
      ...(schema && {
        response_format: { type: 'json_schema', json_schema: { name: 'conversation', strict: true, schema } },
      }),
    };
  },
  gemini: (wanted: Wanted = {}): object => {
    const { prompt, maxTokens, schema } = { ...AS_USUAL, ...wanted };
    return {
      systemInstruction: { parts: [{ text: 'You write.' }] },
      contents: [{ role: 'user', parts: [{ text: prompt }] }],
      generationConfig: {
        maxOutputTokens: maxTokens,
        thinkingConfig: { thinkingBudget: 256 },
        ...(schema && { responseMimeType: 'application/json', responseJsonSchema: schema }),
      },
    };
  },
  anthropic: (wanted: Wanted = {}): object => {
    const { model = 'claude-haiku-4-5', prompt, maxTokens, schema } = { ...AS_USUAL, ...wanted };
    return {
      model,
      system: 'You write.',
      messages: [{ role: 'user', content: prompt }],
      max_tokens: maxTokens,
      ...(schema && { output_config: { format: { type: 'json_schema', schema } } }),
    };
  },
} as const;
