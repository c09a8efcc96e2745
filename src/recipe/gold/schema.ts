import { z } from 'zod';

/**
 * Why a gold item has its label: one kind of positive, seven of negatives that only look like the pattern (after the
 * hard negatives of LLMBar, arXiv 2310.07641).
 */
export const GOLD_KINDS = [
  'positive',
  'label-swap',
  'marks-without-substance',
  'generic',
  'done-by-user',
  'promised',
  'violation',
  'truncated',
] as const;
/** One of `GOLD_KINDS`. */
export type GoldKind = (typeof GOLD_KINDS)[number];

const text = z.string().trim().min(1, 'must not be empty');

/** A place in a conversation that decides, or that tempts. */
const evidence = z.strictObject({
  /** The number of the message, from 1. */
  turn: z.int().min(1),
  /** For a positive: the checklist item of the pattern's card that the quote meets. */
  item: text.optional(),
  quote: text.max(240),
});

const goldItem = z.strictObject({
  id: text,
  label: z.enum(['demonstrated', 'not-demonstrated']),
  kind: z.enum(GOLD_KINDS),
  shows: text.optional(),
  conversation: z.array(z.strictObject({ role: z.enum(['user', 'assistant']), content: text })).min(2),
  evidence: z.array(evidence).min(1),
  reason: text,
});

/** A file of `gold/`: what a judge of one pattern is measured on. */
export const goldFileSchema = z.strictObject({ pattern: text, items: z.array(goldItem).min(1) });

/** A short conversation of which it is known whether it shows a pattern. */
export type GoldItem = z.infer<typeof goldItem> & { readonly pattern: string };
