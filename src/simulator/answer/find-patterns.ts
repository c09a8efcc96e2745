import type { Recipe } from '../../recipe/index.ts';

/** The patterns that a prompt speaks of. */
export interface FoundPatterns {
  readonly names: readonly string[];
  /** Whether they stand under a heading of their own, so that there is no doubt. */
  readonly isNamed: boolean;
}

/**
 * The headings under "# Patterns to Apply", in their order; else every name of the recipe that occurs in the text, in
 * the recipe's order. The system text counts only where the rest names none, for a profile may well name them all.
 */
export const findPatterns = (recipe: Recipe, text: string, system: string): FoundPatterns => {
  const headings = readHeadings(text);
  const listed = headings.length > 0 ? headings : readHeadings(system);
  if (listed.length > 0) {
    return { names: [...new Set(listed.map((name) => toRecipeName(recipe, name)))], isNamed: true };
  }
  const mentioned = listMentioned(recipe, text);
  return { names: mentioned.length > 0 ? mentioned : listMentioned(recipe, system), isNamed: false };
};

const readHeadings = (text: string): string[] => {
  const start = /^#{1,2}[ \t]*patterns to apply\b.*$/im.exec(text);
  if (start === null) return [];
  const rest = text.slice(start.index + start[0].length);
  const end = rest.search(/^#{1,2}[ \t]/m);
  const section = end === -1 ? rest : rest.slice(0, end);
  return [...section.matchAll(/^###[ \t]+(.+?)[ \t]*#*$/gm)].map(([, heading = '']) =>
    heading.replace(/^(\d+[.)]|pattern\s*\d+:)\s*/i, '').replaceAll('*', ''),
  );
};

const toRecipeName = (recipe: Recipe, name: string): string =>
  recipe.patterns.find((pattern) => pattern.name.toLowerCase() === name.toLowerCase())?.name ?? name;

const listMentioned = (recipe: Recipe, text: string): string[] => {
  const lowered = text.toLowerCase();
  return recipe.patterns.map(({ name }) => name).filter((name) => lowered.includes(name.toLowerCase()));
};
