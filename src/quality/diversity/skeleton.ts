import { findCode } from '../duplicates/find-code.ts';

/**
 * The blocks of a Markdown answer in their order, a letter each: heading, paragraph, list, table, code, quotation.
 * Blocks are what empty lines part; the first line tells the kind.
 */
export const toSkeleton = (answer: string): string => {
  let marked = '';
  let from = 0;
  for (const { start, end } of findCode(answer)) {
    marked += `${answer.slice(from, start)}\n\n${CODE}\n\n`;
    from = end;
  }
  return (marked + answer.slice(from))
    .split(/\n\s*\n/)
    .map((block) => block.trimStart())
    .filter((block) => block !== '')
    .map(toLetter)
    .join('');
};

const CODE = '\u0000';

const toLetter = (block: string): string => {
  if (block.startsWith(CODE)) return 'C';
  if (/^#{1,6}\s/.test(block)) return 'H';
  if (block.startsWith('|')) return 'T';
  if (block.startsWith('>')) return 'Q';
  return /^(?:[-*+]|\d{1,9}[.)])\s/.test(block) ? 'L' : 'P';
};
