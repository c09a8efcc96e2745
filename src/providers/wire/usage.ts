import { z } from 'zod';
import type { Problem, Reading, Usage } from '../contract.ts';

/**
 * A count of tokens as servers write it, some of them as text: undefined when it is left out, NaN when it is there and
 * no count.
 */
export const count = z
  .union([z.number().nonnegative(), z.string().regex(/^\d+$/).transform(Number)])
  .nullish()
  .transform((value) => value ?? undefined)
  .catch(Number.NaN);

/** A count that only tells what a total is made of: nothing when it is unreadable or left out. */
export const toPart = (tokens: number | undefined): number => tokens || 0;

/** What an answer used; undefined when a total is not known, for a wrong one would be booked as money. */
export const toKnownUsage = (
  totals: { readonly inputTokens: number | undefined; readonly outputTokens: number | undefined },
  parts: Omit<Usage, 'inputTokens' | 'outputTokens' | 'billedAs'>,
): Usage | undefined => {
  const { inputTokens = Number.NaN, outputTokens = Number.NaN } = totals;
  return Number.isFinite(inputTokens + outputTokens) ? { inputTokens, outputTokens, ...parts } : undefined;
};

/** A problem with what was billed all the same, as far as that is known. */
export const toTroubled = (problem: Problem, usage: Usage | undefined): Reading => ({
  kind: 'problem',
  problem: problem.usage === undefined && usage !== undefined ? { ...problem, usage } : problem,
});

/** ` after 30,000 tokens`, when it is known how many. */
export const toAfterText = (usage: Usage | undefined, isWithThoughts = true): string => {
  if (usage === undefined) return '';
  const { outputTokens, thinkingTokens } = usage;
  const thoughts =
    isWithThoughts && thinkingTokens > 0
      ? `, ${thinkingTokens.toLocaleString('en-US')} of them thoughts`
      : '';
  return ` after ${outputTokens.toLocaleString('en-US')} tokens${thoughts}`;
};
