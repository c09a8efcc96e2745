import type { Check, Sighting } from '../check.ts';

/** Notes to do something later, within code. */
export const todo: Check = {
  id: 'todo',
  version: 1,
  severity: 'warn',
  title: 'Code is finished',
  why: 'The model learns to hand over code with notes of what it did not do.',
  run: ({ answers }) =>
    answers.flatMap(({ number, content, blocks }) =>
      blocks.flatMap(({ start, end }): Sighting[] => {
        const match = NOTE.exec(content.slice(start, end));
        if (match === null) return [];
        const at = start + match.index;
        return [
          {
            severity: 'warn',
            message: `The code holds a ${match[0]}: a part of it is put off.`,
            place: { turn: number, start: at, end: at + match[0].length },
          },
        ];
      }),
    ),
};

/** A word of its own in capitals; not a name that is given a value, nor text between quotation marks. */
const NOTE = /(?<!["'`.\w-])\b(?:TODO|FIXME)\b(?!["'`\w-]|\s*=|\.\w)/;
