import { type Check, type Sighting, wholeOf } from '../check.ts';
import { LIMITS } from '../limits.ts';
import { findLanguage } from './find-language.ts';

/** Turns in another language than the recipe's. */
export const language: Check = {
  id: 'language',
  version: 1,
  severity: 'warn',
  title: 'One language',
  why: 'A model answers in the language that it was trained in, wanted or not.',
  run: ({ turns }, context) =>
    turns.flatMap((turn): Sighting[] => {
      if (turn.content.length <= LIMITS.languageChars) return [];
      if (countChars(turn.words()) <= LIMITS.languageChars) return [];
      const found = findLanguage(turn.prose(), turn.words());
      if (found === undefined || found === context.language) return [];
      return [
        {
          severity: 'warn',
          message: `The turn is written in ${toName(found)}, the recipe in ${toName(context.language)}.`,
          place: wholeOf(turn),
        },
      ];
    }),
};

/** Characters of the words and a blank behind each: blanked code counts for nothing. */
const countChars = (words: readonly string[]): number =>
  words.reduce((sum, { length }) => sum + length + 1, 0);

const names = new Intl.DisplayNames('en', { type: 'language' });
const toName = (code: string): string => names.of(code) ?? code;
