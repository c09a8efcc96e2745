import type { Check, Sighting } from '../check.ts';
import type { Turn } from '../text/read-turns.ts';

/** Text that stands for text yet to be written. */
export const placeholder: Check = {
  id: 'placeholder',
  version: 1,
  severity: 'fail',
  title: 'Nothing is left to fill in',
  why: 'The model learns to leave the work out; where it says "complete", it learns to say so wrongly.',
  run: ({ answers }) => answers.flatMap(findPlaceholders),
};

/** Gaps in code that the reader is to fill. */
const IN_CODE = [
  /\byour (?:own )?(?:code|logic|implementation|function|query) (?:goes )?here\b/i,
  /\b(?:add|insert|put|write|place) your (?:\w+ ){1,3}here\b/i,
  /(?:#|\/\/|\/\*|--|<!--)[ \t.…(]*(?:the )?(?:rest|remainder) of (?:the |your )?(?:\w+ )?(?:code|file|function|class|implementation|script)\b/i,
  /(?:#|\/\/|\/\*|--|<!--)[ \t.…(]*(?:keep )?(?:the )?(?:existing|remaining|other|previous) (?:code|logic|methods?|imports?)(?: (?:goes|remains?|stays?|unchanged|here|as before|the same))*[ \t.…)]*(?:$|\*\/|-->)/im,
  /\bimplementation (?:goes )?here\b/i,
];
/** Gaps in any text. */
const ANYWHERE = [/<your[_ -][a-z0-9_ -]{1,30}>/i, /\blorem ipsum\b/i];
/** Gaps in letters and other prose. */
const IN_PROSE = [/\[(?:your|insert|recipient|company|client)(?:['’]s)?[ _][a-z ]{1,30}\]/i];
/** What says of the code behind it that nothing is missing. */
const COMPLETE =
  /\b(?:complete|full|entire|whole|final|finished|production-ready)\s+(?:\w+\s+){0,2}(?:code|file|script|version|program|implementation|solution|example|class|function|module|listing)\b/i;
const LEAD_CHARS = 200;

const findPlaceholders = (turn: Turn): Sighting[] => {
  const sightings: Sighting[] = [];
  const look = (text: string, patterns: readonly RegExp[], at: number, isComplete: boolean): void => {
    for (const pattern of patterns) {
      const match = pattern.exec(text);
      if (match === null) continue;
      sightings.push({
        severity: isComplete ? 'fail' : 'warn',
        message: isComplete
          ? 'Code that is called complete has a gap to fill in, so the answer does not keep its word.'
          : 'A gap is left for the reader to fill in, so the model learns to leave work out.',
        place: { turn: turn.number, start: at + match.index, end: at + match.index + match[0].length },
      });
      return;
    }
  };
  for (const block of turn.blocks) {
    const lead = turn.content.slice(Math.max(0, block.start - LEAD_CHARS), block.start);
    const text = turn.content.slice(block.start, block.end);
    const isComplete = COMPLETE.test(lead);
    look(text, IN_CODE, block.start, isComplete);
    look(text, ANYWHERE, block.start, false);
  }
  const prose = turn.prose();
  look(prose, IN_PROSE, 0, false);
  look(prose, ANYWHERE, 0, false);
  return sightings;
};
