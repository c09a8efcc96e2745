import type { Traits } from '../models/model.ts';
import type { ProviderName } from '../provider-name.ts';
import { toThinkingRoom } from './room.ts';

/** What a server does not take, and how the model is asked from then on. */
export interface Concession {
  readonly traits: Traits;
  /** What changes, in words for people. */
  readonly change: string;
}

/** What was sent when a request was refused. */
export interface Refused {
  readonly provider: ProviderName;
  readonly traits: Traits;
  readonly hasSchema: boolean;
  /** What the refusal says. */
  readonly said: string;
}

interface Rule {
  /** The parameter as refusals name it. */
  readonly names: RegExp;
  /** Whether its name is not enough: the same parameter may be refused for its value. */
  readonly needsUnsupported: boolean;
  readonly concede: (refused: Refused) => Concession | undefined;
}

/** How servers say that they do not know a parameter (bodies observed in public issues, 2024 to 2026). */
const UNSUPPORTED =
  /not (?:currently |yet )?(?:support|permit|allow|enabled|recogni)|(?:doesn't|does not|don't) (?:support|accept|allow)|unsupported|unrecogni|unknown|unexpected|unavailable|deprecated|forbidden|only the default|only enabled|cannot find field/i;

const RULES: readonly Rule[] = [
  {
    // "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."
    names: /\bmax_(?:completion_)?tokens\b/,
    needsUnsupported: true,
    concede: ({ traits }) => {
      if (traits.limitField === undefined) return undefined;
      const limitField = traits.limitField === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens';
      return { traits: { ...traits, limitField }, change: `the output limit is sent as ${limitField}` };
    },
  },
  {
    // "`temperature` is deprecated for this model." "Only the default (1) value is supported."
    names: /\btemperature\b/,
    needsUnsupported: true,
    concede: ({ traits }) =>
      traits.temperature
        ? { traits: { ...traits, temperature: false }, change: 'no temperature is sent' }
        : undefined,
  },
  {
    // "Thinking level is not supported for this model." The room for thoughts stays: it may think all the same.
    names: /thinking/i,
    needsUnsupported: true,
    concede: ({ traits }) => {
      const { thinking } = traits;
      const isSent =
        thinking.kind === 'budget' || (thinking.kind === 'level' && thinking.default !== undefined);
      if (!isSent) return undefined;
      const room = toThinkingRoom(traits);
      const unsent = room === 0 ? ({ kind: 'none' } as const) : ({ kind: 'level', room } as const);
      return { traits: { ...traits, thinking: unsent }, change: 'how much to think is left to the model' };
    },
  },
  {
    // "This response_format type is unavailable now", "Failed to parse grammar", "output_config.format: Extra inputs…"
    names:
      /response_?(?:format|json_?schema|schema|mime_?type)|json[_ ]?schema|json mode|structured[_ ]outputs?|output_?(?:config|format)|\bguided|grammar|\bschema\b|\btool_choice\b|\btools?\b/i,
    needsUnsupported: false,
    concede: ({ provider, traits, hasSchema }) => {
      if (!hasSchema || traits.structuredOutput === 'none') return undefined;
      if (provider === 'anthropic' && traits.structuredOutput === 'json-schema') {
        return {
          traits: { ...traits, structuredOutput: 'tool' },
          change: 'its answers are shaped by a tool',
        };
      }
      return {
        traits: { ...traits, structuredOutput: 'none' },
        change: 'its answers are held to no JSON Schema, only checked when they come',
      };
    },
  },
];

/**
 * How to ask a server that refused a request for a parameter that can be done without; undefined when the refusal is
 * about something else.
 */
export const concede = (refused: Refused): Concession | undefined => {
  for (const { names, needsUnsupported, concede: toConcession } of RULES) {
    if (!names.test(refused.said)) continue;
    if (needsUnsupported && !UNSUPPORTED.test(refused.said)) continue;
    const concession = toConcession(refused);
    if (concession !== undefined) return concession;
  }
  return undefined;
};
