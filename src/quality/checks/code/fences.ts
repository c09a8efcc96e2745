import type { CodeBlock } from '../../../conversation/index.ts';
import type { Check, Sighting } from '../check.ts';

/** Fences that no second fence closes. */
export const openFence: Check = {
  id: 'open-fence',
  version: 1,
  severity: 'fail',
  title: 'Code fences are closed',
  why: 'Behind a fence that stays open all prose counts as code; in real answers it is the mark of a cut.',
  run: ({ turns }) =>
    turns.flatMap(({ number, role, content, blocks }): Sighting[] => {
      const last = blocks.at(-1);
      if (last === undefined || last.isClosed || isNoFence(content, last)) return [];
      const place = { turn: number, start: last.start, end: last.end };
      if (role !== 'assistant') {
        return [{ severity: 'warn', message: 'The user opens a code fence and does not close it.', place }];
      }
      return isNestingSlip(content, last)
        ? [
            {
              severity: 'warn',
              message: 'Code fences do not pair up, so prose may count as code.',
              place,
            },
          ]
        : [
            {
              severity: 'fail',
              message:
                'A code fence is opened and not closed: the answer was cut, or its prose counts as code.',
              place,
            },
          ];
    }),
};

/** Blocks that do not say what language they are in. */
export const untaggedFence: Check = {
  id: 'untagged-fence',
  version: 1,
  severity: 'warn',
  title: 'Code blocks name their language',
  why: 'The model learns to leave the language out, and code without one cannot be parsed here.',
  run: ({ answers }) =>
    answers.flatMap(({ number, content, blocks }) =>
      blocks
        .filter(
          (block) =>
            block.isClosed && block.language === '' && block.code.trim() !== '' && !isNoFence(content, block),
        )
        .map(
          ({ start, end }): Sighting => ({
            severity: 'warn',
            message: 'The code block does not name its language; its code is not parsed.',
            place: { turn: number, start, end },
          }),
        ),
    ),
};

const FENCE = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}|~{3,})[ \t]*([^\n`]*)$/;

/** CommonMark 0.31 §4.5 knows no fence behind four blanks but in a list. */
const TOO_FAR = /^(?: {4}|\t)/;
const LIST_ITEM = /^[ \t]*(?:[-*+]|\d{1,9}[.)])\s/m;

const isNoFence = (content: string, { start, end }: CodeBlock): boolean =>
  TOO_FAR.test(content.slice(start, end)) && !LIST_ITEM.test(content.slice(0, start));

/**
 * Whether all fences pair up once a fence with a word behind it may stand within another, which CommonMark does not
 * know but writers of Markdown about Markdown do; or whether nothing stands behind the last fence.
 */
const isNestingSlip = (content: string, last: CodeBlock): boolean => {
  if (last.language === '' && last.code.trim() === '') return true;
  let depth = 0;
  let deepest = 0;
  for (const line of content.split(/\r?\n/)) {
    const info = FENCE.exec(line)?.[2]?.trim();
    if (info === undefined) continue;
    depth += info === '' && depth > 0 ? -1 : 1;
    deepest = Math.max(deepest, depth);
  }
  return depth === 0 && deepest > 1;
};
