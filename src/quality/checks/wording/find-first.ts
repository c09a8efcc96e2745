import type { Severity } from '../../finding.ts';
import type { Sighting } from '../check.ts';
import type { Turn } from '../text/read-turns.ts';

/** A sighting for each turn in whose text a pattern is found, at the first place. */
export const findFirst = (
  turns: readonly Turn[],
  pattern: RegExp,
  severity: Severity,
  toMessage: (found: string) => string,
): Sighting[] =>
  turns.flatMap((turn): Sighting[] => {
    const match = pattern.exec(turn.speech());
    return match === null
      ? []
      : [
          {
            severity,
            message: toMessage(match[0]),
            place: { turn: turn.number, start: match.index, end: match.index + match[0].length },
          },
        ];
  });

const MOST_WORDS = 6;

/** A few words of the conversation, in quotation marks and on one line. */
export const quote = (text: string): string => {
  const words = text.trim().split(/\s+/);
  return `"${words.slice(0, MOST_WORDS).join(' ')}${words.length > MOST_WORDS ? ' …' : ''}"`;
};
