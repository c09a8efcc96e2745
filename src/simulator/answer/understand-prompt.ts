import type { Recipe } from '../../recipe/index.ts';
import type { Turn } from '../wires/ask.ts';
import { findExchanges } from './find-exchanges.ts';
import { findPatterns } from './find-patterns.ts';
import { findTopic } from './find-topic.ts';
import { findVariation, type PromptVariation } from './find-variation.ts';

/** The texts of a prompt. */
export interface PromptTexts {
  readonly system: string;
  readonly turns: readonly Turn[];
}

/** What a prompt asks for: a conversation, or something else that the simulator cannot give. */
export type PromptReading = Assigned | { readonly kind: 'other' };

/** A conversation that is asked for, as far as the prompt tells. */
export interface Assigned extends PromptVariation {
  readonly kind: 'assigned';
  /** As the recipe writes it, or as the prompt does when the recipe has no such topic. */
  readonly topic: string | undefined;
  readonly patterns: readonly string[];
  readonly exchanges: number;
  /** What was wrong with an earlier reply, when the prompt says so at its end. */
  readonly correction: string | undefined;
}

const USUAL_EXCHANGES = 3;

/**
 * Finds in a prompt's own words what is asked for, with nothing else to go by than the recipe: the simulator gets no
 * more than a model gets. Reference conversations are left out of the search.
 */
export const understandPrompt = (recipe: Recipe, { system, turns }: PromptTexts): PromptReading => {
  const asked = withoutReferences(
    turns
      .filter(({ role }) => role === 'user')
      .map(({ text }) => text)
      .join('\n\n'),
  );
  const topic = findTopic(recipe, asked) ?? findTopic(recipe, withoutReferences(system));
  const patterns = findPatterns(recipe, asked, withoutReferences(system));
  const exchanges = findExchanges(asked) ?? findExchanges(withoutReferences(system));
  const isAssigned =
    topic?.isNamed === true ||
    exchanges !== undefined ||
    patterns.isNamed ||
    (topic !== undefined && (patterns.names.length > 0 || /\bconversation\b/i.test(asked)));
  if (!isAssigned) return { kind: 'other' };
  return {
    kind: 'assigned',
    topic: topic?.title,
    patterns: patterns.names,
    exchanges: exchanges ?? USUAL_EXCHANGES,
    ...findVariation(recipe, asked),
    correction: findCorrection(asked),
  };
};

const withoutReferences = (text: string): string =>
  text.includes('<reference') ? text.replace(/<reference\b[^>]*>[\s\S]*?(<\/reference>|$)/g, '\n') : text;

/** A correction stands at the very end and says that a first version was of no use. */
const findCorrection = (asked: string): string | undefined => {
  const text = asked.trimEnd();
  const last = text.slice(text.lastIndexOf('\n\n') + 1).trim();
  return /could not be (used|read|parsed)|was not usable|is not valid|anew\b/i.test(last) ? last : undefined;
};
