import { type Check, type Sighting, wholeOf } from '../check.ts';
import type { Turn } from '../text/read-turns.ts';

/** Answers that break off: by the provider's own word, or by the look of their end. */
export const cutOff: Check = {
  id: 'cut-off',
  version: 1,
  severity: 'fail',
  title: 'Answers come to an end',
  why: 'A model that is trained on answers which break off learns to break off.',
  run: ({ subject, turns, answers }) => {
    const sightings: Sighting[] = [];
    const last = turns.at(-1);
    if (subject.isCut === true) {
      sightings.push({
        severity: 'fail',
        message: 'The provider ran out of room before the conversation was finished.',
        ...(last && { place: wholeOf(last) }),
      });
    }
    for (const answer of answers) {
      if (answer.blocks.at(-1)?.isClosed === false) continue;
      const place = findOpenEnd(answer);
      if (place !== undefined && !(subject.isCut === true && answer === last)) {
        sightings.push({
          severity: 'warn',
          message: 'The answer ends without a full stop, in the midst of a sentence as it seems.',
          place: { turn: answer.number, ...place },
        });
      }
    }
    return sightings;
  },
};

/** What may end a text: punctuation of any script, brackets, Markdown, signs, emoji, hashtags. */
const ENDS = /(?:[\p{P}\p{S}\p{Extended_Pictographic}\p{M}\u200D]|(?:^|\s)#\w+)$/u;
/** Punctuation and signs after which something has to come. */
const OPENS = /[,([{‘“«]$/;
/** Lines that need no full stop: items, headings, rows, rules, quotations, indented code. */
const FREE_LINE = /^(?:\s*(?:[-*+•#>|]|\d{1,9}[.)]|[a-z][.)]|\[)|(?: {4}|\t))/i;
/** A line of fewer words is a signature or a label. */
const FEWEST_WORDS = 5;
/** The last line of an answer, where it looks as if more had to come. */
const findOpenEnd = ({ content, blocks }: Turn): { start: number; end: number } | undefined => {
  const text = content.trimEnd();
  const block = blocks.at(-1);
  if (text === '' || (block?.isClosed === true && block.end >= text.length)) return undefined;
  const start = text.lastIndexOf('\n') + 1;
  const line = text.slice(start).trim();
  const place = { start, end: text.length };
  if (FREE_LINE.test(text.slice(start)) || line.split(/\s+/).length < FEWEST_WORDS) return undefined;
  return OPENS.test(line) || !ENDS.test(line) ? place : undefined;
};
