import type { Subject } from '../../subject.ts';
import type { Check, CheckContext, Sighting } from '../check.ts';
import { normalizeMarks } from './normalize-marks.ts';

/** Whether patterns that are shown by marks have all of theirs. */
export const marks: Check = {
  id: 'marks',
  version: 1,
  severity: 'fail',
  title: 'Patterns carry their marks',
  why: 'A pattern that is defined by its marks is not shown without them.',
  run: ({ subject, answers }, context) => {
    const declared = listDeclared(subject, context);
    if (declared.length === 0) return [];
    const text = normalizeMarks(answers.map(({ content }) => content).join('\n'));
    return declared.flatMap(([pattern, wanted]): Sighting[] => {
      const missing = wanted.filter((mark) => !text.includes(normalizeMarks(mark)));
      if (missing.length === 0) return [];
      return [
        {
          severity: 'fail',
          message: `${pattern} is declared, but no answer holds ${missing.join(' nor ')}, without which it is not shown.`,
        },
      ];
    });
  },
};

/** Emoji and marks that no declared pattern calls for. */
export const strayMarks: Check = {
  id: 'stray-marks',
  version: 1,
  severity: 'warn',
  title: 'Marks only where they belong',
  why: 'Marks and emoji outside of their pattern teach the model to sprinkle them everywhere.',
  run: ({ subject, answers }, context) => {
    let allowed: string | undefined;
    return answers.flatMap((turn): Sighting[] => {
      if (!ANY_SIGN.test(turn.content)) return [];
      for (const match of turn.prose().matchAll(SIGN)) {
        allowed ??= listDeclared(subject, context)
          .map(([, wanted]) => normalizeMarks(wanted.join('')))
          .join('');
        if (allowed.includes(normalizeMarks(match[0]))) continue;
        return [
          {
            severity: 'warn',
            message: `The answer holds ${match[0]}, which belongs to none of its patterns.`,
            place: { turn: turn.number, start: match.index, end: match.index + match[0].length },
          },
        ];
      }
      return [];
    });
  },
};

/** Miscellaneous symbols, dingbats and the planes of emoji; arrows, copyright and the like stand below. */
const ANY_SIGN = /[\u2600-\u27BF\u2B50\u2B55\uD83C-\uD83E]/;
const SIGN =
  /(?=[\u2600-\u27BF\u2B50\u2B55\u{1F000}-\u{1FAFF}])[\p{Extended_Pictographic}\u2610-\u2612\u2713-\u2718]\uFE0F?/gu;

/** The declared patterns that have marks, with these. */
const listDeclared = (
  subject: Subject,
  context: CheckContext,
): ReadonlyArray<[string, readonly string[]]> => {
  const declared = new Set(subject.conversation.patterns_applied);
  return [...context.marks].filter(([pattern]) => declared.has(pattern));
};
