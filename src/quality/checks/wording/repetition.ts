import { type Check, type Sighting, wholeOf } from '../check.ts';
import { LIMITS } from '../limits.ts';
import { GRAM, listGrams } from '../text/grams.ts';

/** Answers that go in circles. */
export const repetition: Check = {
  id: 'repetition',
  version: 1,
  severity: 'fail',
  title: 'Answers do not repeat themselves',
  why: 'A model that is trained on loops falls into loops.',
  run: ({ answers }) =>
    answers.flatMap((turn): Sighting[] => {
      if (turn.words().length < LIMITS.repetitionWords) return [];
      const share = measureRepetition(turn.words(), turn.grams());
      if (share <= LIMITS.repetitionWarn) return [];
      return [
        {
          severity: share > LIMITS.repetitionFail ? 'fail' : 'warn',
          message: `${Math.round(share * 100)} % of the answer's prose says again, word for word, what it said before.`,
          place: wholeOf(turn),
        },
      ];
    }),
};

/**
 * Share of characters that lie in runs of five words which came before, counted as datatrove does for the filter of
 * Gopher (Rae et al. 2021): a run that is known counts and is passed over, so none is counted twice.
 */
export const measureRepetition = (words: readonly string[], grams = listGrams(words)): number => {
  const seen = new Set<number>();
  let repeated = 0;
  for (let at = 0; at < grams.length; ) {
    const gram = grams[at] ?? 0;
    if (seen.has(gram)) {
      repeated += countChars(words.slice(at, at + GRAM)) - 1;
      at += GRAM;
    } else {
      seen.add(gram);
      at++;
    }
  }
  return words.length === 0 ? 0 : repeated / countChars(words);
};

/** Letters, and a blank behind each word. */
const countChars = (words: readonly string[]): number =>
  words.reduce((sum, { length }) => sum + length + 1, 0);
