import { type Check, type Sighting, wholeOf } from '../check.ts';
import { LIMITS } from '../limits.ts';
import type { Turn } from '../text/read-turns.ts';

/** User turns that no learner writes. */
export const userRealism: Check = {
  id: 'user-realism',
  version: 1,
  severity: 'warn',
  title: 'Users write like users',
  why: 'The model is asked by people, who write short, do not praise, and lay nothing out in Markdown.',
  run: ({ turns }) => turns.filter(({ role }) => role === 'user').flatMap(findUnreal),
};

const PRAISE =
  /\b(?:(?:great|excellent|amazing|fantastic|wonderful|brilliant|perfect|thorough|insightful) (?:explanation|answer|advice|breakdown|insights?|response|analysis|guidance)|you(?:['’]re| are) (?:amazing|awesome|brilliant|the best|a lifesaver|so (?:helpful|knowledgeable))|(?:that|this)(?:['’]s| is| was) (?:so|really|super|incredibly|extremely|very) (?:helpful|insightful|clear|informative)|exactly what I needed|thank you so much)/i;
const LAYOUT =
  /^(?:#{1,6} \S|[ \t]{0,20}(?:[-*+]|\d{1,2}[.)]) \*\*[^*\n]{1,200}\*\*|\|[^\n]{1,500}\|[ \t]*$)/gm;
const MANY_LINES = 3;

const findUnreal = (turn: Turn): Sighting[] => {
  const words = turn.words().length;
  if (words > LIMITS.userWords) {
    return [
      {
        severity: 'warn',
        message: `The user writes ${words} words without counting code; learners seldom pass ${LIMITS.userWords}.`,
        place: wholeOf(turn),
      },
    ];
  }
  const praise = PRAISE.exec(turn.speech());
  if (praise !== null) {
    const place = { turn: turn.number, start: praise.index, end: praise.index + praise[0].length };
    return [
      {
        severity: 'warn',
        message: 'The user praises the assistant, which invites flattery in return.',
        place,
      },
    ];
  }
  const isLaidOut = (turn.prose().match(LAYOUT)?.length ?? 0) >= MANY_LINES;
  return isLaidOut
    ? [
        {
          severity: 'warn',
          message: 'The user lays the turn out in Markdown, as assistants do.',
          place: wholeOf(turn),
        },
      ]
    : [];
};
