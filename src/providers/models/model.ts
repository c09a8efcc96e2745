import { z } from 'zod';
import { PROVIDER_NAMES } from '../provider-name.ts';

const usdPerMillion = z.number().nonnegative();
const tokens = z.int().positive();
const day = z.iso.date();

const rates = {
  input: usdPerMillion,
  /** Without it cached input costs what input costs. It is no fixed share of that. */
  cachedInput: usdPerMillion.optional(),
  /** Writing to a cache that lives five minutes. Without it a write costs what input costs. */
  cacheWrite: usdPerMillion.optional(),
  output: usdPerMillion,
};

/** US dollars per million tokens, for calls one by one (not for batches). */
export const priceSchema = z.strictObject({
  /** The first day, in UTC, on which it holds. */
  from: day.optional(),
  ...rates,
  /** What the whole request costs once its input is longer than `inputTokens`. */
  above: z.strictObject({ inputTokens: tokens, ...rates }).optional(),
});

/**
 * How a model thinks before it answers. What it thinks is billed as output and charged against the output limit.
 *
 * - `budget`: the request names a number of tokens.
 * - `level`: the request may name a level; `room` tokens are kept for it.
 * - `adaptive`: the model decides; `room` tokens are kept for it.
 */
export const thinkingSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('budget'), default: z.int().nonnegative(), min: z.int(), max: z.int() }),
  z.strictObject({ kind: z.literal('level'), default: z.string().optional(), room: tokens }),
  z.strictObject({ kind: z.literal('adaptive'), room: tokens }),
]);

/** One model as the data file or a user's own file describes it. */
export const modelSchema = z.strictObject({
  provider: z.enum(PROVIDER_NAMES),
  /** Its name without a snapshot's date, unless that snapshot differs from the others. */
  id: z.string().min(1),
  /** Oldest first; empty when no price was published in what was read. */
  prices: z.array(priceSchema),
  /** Tokens of input and output together. */
  context: tokens.optional(),
  /** Tokens of output, thinking included. */
  maxOutput: tokens.optional(),
  thinking: thinkingSchema,
  /** Whether a temperature may be sent. */
  temperature: z.boolean(),
  /** How many tokens it makes of a text of which the others make one. Estimates go by it; no limit does. */
  tokenFactor: z.number().positive().optional(),
  /** How an answer is held to a JSON Schema: by the wire's own means, by a forced tool, or not at all. */
  structuredOutput: z.enum(['json-schema', 'tool', 'none']),
  /** The last day, in UTC, and the provider's own advice what to take instead. */
  shutdown: z.strictObject({ date: day, successor: z.string().optional() }).optional(),
  /** Who may use it, and what else is odd about it. */
  access: z.string().optional(),
  /** What its fine-tunes cost: training, and calls of the tuned model. */
  fineTuned: z.strictObject({ trainingInput: usdPerMillion.optional(), ...rates }).optional(),
  /** Where this was read. */
  source: z.string().min(1),
  /** When. */
  asOf: day,
});

/** Dollars per million tokens from a day on. */
export type Price = z.infer<typeof priceSchema>;
/** How a model thinks. */
export type Thinking = z.infer<typeof thinkingSchema>;
/** What is known about a model, and when that was read where. */
export type Model = Readonly<z.infer<typeof modelSchema>>;
/** What an adapter needs to know to write a request. */
export interface Traits extends Pick<Model, 'thinking' | 'temperature' | 'structuredOutput' | 'maxOutput'> {
  /** OpenAI's wire alone: by which name the output limit goes. */
  readonly limitField?: 'max_tokens' | 'max_completion_tokens';
}
