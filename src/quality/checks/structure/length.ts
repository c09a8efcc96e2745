import { type Check, type Sighting, wholeOf } from '../check.ts';
import { LIMITS } from '../limits.ts';
import type { Turn } from '../text/read-turns.ts';
import { countWords } from '../text/words.ts';

/** Turns without content. */
export const emptyTurn: Check = {
  id: 'empty-turn',
  version: 1,
  severity: 'fail',
  title: 'Every turn says something',
  why: 'An empty turn teaches the model to say nothing, and some trainers refuse the whole file for it.',
  run: ({ turns }) =>
    turns.filter(isEmpty).map((turn) => ({ severity: 'fail', message: EMPTY, place: wholeOf(turn) })),
};

/** Answers of too few words. */
export const tooShort: Check = {
  id: 'too-short',
  version: 1,
  severity: 'fail',
  title: 'Answers have substance',
  why: 'An answer of a few words shows no way of working.',
  run: ({ turns, answers }) =>
    answers.flatMap((turn): Sighting[] => {
      if (isEmpty(turn)) return [];
      // Even unspaced scripts need more characters than words.
      if (turn.content.length > LONG_ENOUGH) return [];
      const words = countWords(turn.content);
      if (words >= LIMITS.fewestWords) return [];
      const question = turns[turn.number - 2];
      const isShortExchange =
        words >= LIMITS.shortAnswerWords &&
        question !== undefined &&
        countWords(question.content) <= LIMITS.shortQuestionWords;
      return [
        {
          severity: isShortExchange ? 'warn' : 'fail',
          message: isShortExchange
            ? `The answer has ${words} words; the question is short too, so this may be meant.`
            : `The answer has ${words} of the ${LIMITS.fewestWords} words without which it shows no way of working.`,
          place: wholeOf(turn),
        },
      ];
    }),
};

const EMPTY = 'The turn is empty, which teaches the model to say nothing.';
const LONG_ENOUGH = 2000;

const isEmpty = ({ content }: Turn): boolean =>
  content.length < 100 && !/[\p{L}\p{N}\p{P}\p{S}]/u.test(content);
