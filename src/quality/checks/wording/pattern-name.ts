import type { Check } from '../check.ts';
import { findFirst } from './find-first.ts';

/** Patterns that an answer announces by their names. */
export const patternName: Check = {
  id: 'pattern-name',
  version: 1,
  severity: 'warn',
  title: 'Patterns are shown, not announced',
  why: 'The model would learn to talk about the way of working in place of working so.',
  run: ({ answers }, { announcedName }) =>
    announcedName === undefined
      ? []
      : findFirst(answers, announcedName, 'warn', () => 'The answer announces a pattern by its name.'),
};

const ROLES = '(?:pattern|approach|method|technique|lens|principle|framework|style)';

/**
 * Finds a pattern's name as a title: as a heading or a label, in capitals as the recipe writes it, or with "pattern"
 * and the like behind. The same words in lower case within a sentence are plain English.
 */
export const toAnnouncedName = (names: readonly string[]): RegExp | undefined => {
  if (names.length === 0) return undefined;
  const escaped = names.map((name) =>
    name
      .trim()
      .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      .replace(/\s+/g, '\\s+'),
  );
  const titles = escaped.filter((_name, index) => /\p{Lu}.*[\s-]\p{Lu}/u.test(names[index] ?? ''));
  const anyCase = `(?:${escaped.join('|')})`;
  const forms = [
    `^[#>*_ \\t\\d.-]{0,20}(?i:${anyCase})[*_]{0,3}[ \\t]*(?::|$)`,
    `\\*\\*(?i:${anyCase}):?\\*\\*`,
    `\\b(?i:${anyCase})\\s+(?i:${ROLES})\\b`,
    ...(titles.length === 0 ? [] : [`(?<![\\p{L}\\p{N}])(?:${titles.join('|')})(?![\\p{L}\\p{N}])`]),
  ];
  return new RegExp(forms.join('|'), 'mu');
};
