import type { Answer, Ending } from '../ask.ts';
import { isObject, type JsonObject } from '../json.ts';

/**
 * A Message (`@anthropic-ai/sdk` 1.12.0 and Anthropic docs, 2026-08-22). `input_tokens` leaves out what was read
 * from or written to the cache; a refusal is a stop reason with status 200.
 */
export const writeReply = (answer: Answer): JsonObject => ({
  id: `msg_${answer.stamp.id.slice(0, 24)}`,
  type: 'message',
  role: 'assistant',
  model: answer.model,
  container: null,
  diagnostics: null,
  content: isWithheld(answer.ending) ? [] : writeContent(answer),
  stop_reason:
    answer.form.kind === 'tool' && answer.ending === 'done' ? 'tool_use' : STOP_REASONS[answer.ending],
  stop_sequence: null,
  stop_details: isWithheld(answer.ending)
    ? { type: 'refusal', category: 'general_harms', explanation: 'The request was declined.' }
    : null,
  usage: writeUsage(answer),
});

const isWithheld = (ending: Ending): boolean => STOP_REASONS[ending] === 'refusal';

/** This wire knows neither a blocked prompt nor recitation; a refusal is what comes nearest. */
const STOP_REASONS: Readonly<Record<Ending, string>> = {
  done: 'end_turn',
  'cut-off': 'max_tokens',
  refused: 'refusal',
  blocked: 'refusal',
  recitation: 'refusal',
};

const writeContent = ({ text, form, stamp }: Answer): JsonObject[] => {
  if (form.kind === 'tool') {
    return [
      { type: 'tool_use', id: `toolu_${stamp.id.slice(24, 48)}`, name: form.name, input: readInput(text) },
    ];
  }
  return text === '' ? [] : [{ type: 'text', text, citations: null }];
};

/** A tool's input is an object on this wire; what cannot be read as one arrives empty. */
const readInput = (text: string): JsonObject => {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
};

const writeUsage = ({ usage }: Answer): JsonObject => ({
  input_tokens: usage.inputTokens - usage.cachedInputTokens - usage.cacheWriteTokens,
  cache_creation_input_tokens: usage.cacheWriteTokens,
  cache_read_input_tokens: usage.cachedInputTokens,
  cache_creation: { ephemeral_5m_input_tokens: usage.cacheWriteTokens, ephemeral_1h_input_tokens: 0 },
  output_tokens: usage.outputTokens,
  output_tokens_details: { thinking_tokens: usage.thinkingTokens },
  server_tool_use: null,
  service_tier: 'standard',
  inference_geo: null,
  speed: 'standard',
});
