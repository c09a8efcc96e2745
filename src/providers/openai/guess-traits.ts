import type { Traits } from '../models/model.ts';
import { toPlainName } from '../models/model-name.ts';

/**
 * What to think of a model that the registry does not know. The o-series and everything from GPT-5 on reason before
 * they answer, and take no temperature (OpenAI API spec, 2026-08-21).
 */
export const guessTraits = (id: string): Traits => {
  const name = toPlainName(id);
  const reasons = /^(o\d|gpt-([5-9]|\d{2,}))/.test(name.slice(name.lastIndexOf('/') + 1));
  return {
    thinking: reasons ? { kind: 'level', room: 4096 } : { kind: 'none' },
    temperature: !reasons,
    structuredOutput: 'json-schema',
  };
};

/**
 * By which name the output limit goes. `max_completion_tokens` counts hidden reasoning too, and models that reason
 * reject the older `max_tokens` (OpenAI API spec, 2026-08-21). Other servers often know only the older name.
 */
export const fitTraits = (traits: Traits, isOfficial: boolean): Traits => ({
  ...traits,
  limitField: isOfficial || traits.thinking.kind !== 'none' ? 'max_completion_tokens' : 'max_tokens',
});
