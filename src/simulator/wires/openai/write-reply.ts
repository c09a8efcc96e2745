import type { Answer, Ending } from '../ask.ts';
import type { JsonObject } from '../json.ts';

/** What the model says when it will not do what is asked. */
const REFUSAL = "I'm sorry, but I can't help with that request.";

/** A chat completion object (OpenAI API spec, 2026-08-21). A refusal comes as a field of its own, with status 200. */
export const writeReply = ({ text, ending, model, usage, stamp }: Answer): JsonObject => ({
  id: `chatcmpl-${stamp.id.slice(0, 29)}`,
  object: 'chat.completion',
  created: Math.floor(stamp.nowMs / 1000),
  model,
  choices: [
    {
      index: 0,
      message: {
        role: 'assistant',
        content: ending === 'refused' ? null : text,
        refusal: ending === 'refused' ? REFUSAL : null,
        annotations: [],
      },
      logprobs: null,
      finish_reason: FINISH_REASONS[ending],
    },
  ],
  usage: {
    prompt_tokens: usage.inputTokens,
    completion_tokens: usage.outputTokens,
    total_tokens: usage.inputTokens + usage.outputTokens,
    prompt_tokens_details: { cached_tokens: usage.cachedInputTokens, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: usage.thinkingTokens,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  },
  service_tier: 'default',
  system_fingerprint: 'fp_simulator',
});

/** This wire knows no recitation; its filter is what comes nearest. */
const FINISH_REASONS: Readonly<Record<Ending, string>> = {
  done: 'stop',
  'cut-off': 'length',
  refused: 'stop',
  blocked: 'content_filter',
  recitation: 'content_filter',
};
