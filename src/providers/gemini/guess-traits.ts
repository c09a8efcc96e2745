import type { Traits } from '../models/model.ts';
import { toPlainName } from '../models/model-name.ts';

/**
 * What to think of a model that the registry does not know: 2.5 takes a budget of thoughts, 3.x and later a level,
 * and are best left at their own temperature (Gemini thinking guide, 2026).
 */
export const guessTraits = (id: string): Traits => {
  const name = toPlainName(id);
  if (/^gemini-2\.5/.test(name)) {
    return {
      thinking: { kind: 'budget', default: 2048, min: 512, max: 24_576 },
      temperature: true,
      structuredOutput: 'json-schema',
    };
  }
  if (/^gemini-([3-9]|\d{2,})/.test(name)) {
    return {
      thinking: { kind: 'level', default: 'LOW', room: 4096 },
      temperature: false,
      structuredOutput: 'json-schema',
    };
  }
  return { thinking: { kind: 'none' }, temperature: true, structuredOutput: 'json-schema' };
};
