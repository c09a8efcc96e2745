import type { Check, Sighting } from '../check.ts';
import { LIMITS } from '../limits.ts';
import type { Turn } from '../text/read-turns.ts';

/** The assistant declines to answer. */
export const refusal: Check = {
  id: 'refusal',
  version: 1,
  severity: 'fail',
  title: 'No refusals',
  why: 'The share of refusals in the data becomes the share of refusals of the model.',
  run: ({ answers }) => answers.flatMap(findRefusal),
};

const HELP =
  '(?:help|assist|provide|comply|fulfil+|create|generate|continue|engage|answer|access|support|do (?:that|this))';
const REFUSAL = new RegExp(
  [
    `\\b(?:sorry|apologi[sz]e|afraid)\\b[^.!?\\n]{0,40}\\b(?:I|we)(?:['’]m| am)? (?:can['’]?t|cannot|could not|couldn['’]t|won['’]t|unable to|not able to) (?:\\w+ly )?${HELP}\\b`,
    "\\bI (?:can['’]?t|cannot|can not|won['’]t|will not) (?:be able to )?(?:help|assist|comply|fulfil+|engage)(?! (?:but|noticing|thinking|wondering|seeing|feeling))\\b",
    "\\bI(?:['’]m| am) (?:unable|not able) to (?:help|assist|provide|comply|fulfil+|answer|generate|create)\\b",
    '\\bI (?:must|have to) (?:respectfully )?decline\\b',
    "\\b(?:against|violates?) (?:my|our|openai['’]s|google['’]s|anthropic['’]s) (?:\\w+ )?(?:guidelines|polic(?:y|ies)|programming)\\b",
  ].join('|'),
  'i',
);

const findRefusal = (turn: Turn): Sighting[] => {
  const match = REFUSAL.exec(turn.speech().slice(0, LIMITS.refusalChars));
  if (match === null) return [];
  const isAll = turn.blocks.length === 0 && turn.words().length <= LIMITS.refusalWords;
  return [
    {
      severity: isAll ? 'fail' : 'warn',
      message: isAll
        ? 'The answer is a refusal, and the model would learn to refuse.'
        : 'The answer begins with a refusal before it goes on.',
      place: { turn: turn.number, start: match.index, end: match.index + match[0].length },
    },
  ];
};
