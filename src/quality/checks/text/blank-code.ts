import type { CodeBlock } from '../../../conversation/index.ts';

/**
 * A Markdown text with fenced, marked and indented code, code within a line, and block quotations put into blanks.
 * Every other character keeps its offset, and every line its end.
 */
export const blankCode = (markdown: string, blocks: readonly CodeBlock[]): string => {
  let text = '';
  let at = 0;
  for (const { start, end } of blocks) {
    text += markdown.slice(at, start) + toBlanks(markdown.slice(start, end));
    at = end;
  }
  text += markdown.slice(at);
  if (text.includes('>>>>>') || text.includes('</')) text = text.replace(MARKED_CODE, toBlanks);
  if (QUOTED_LINE.test(text)) text = text.replace(QUOTED_LINES, toBlanks);
  if (INDENTED_LINE.test(text)) text = blankIndented(text);
  return text.includes('`') ? text.replace(INLINE_CODE, toBlanks) : text;
};

/** A text with what stands between quotation marks in one line put into blanks. */
export const blankQuotes = (text: string): string =>
  QUOTE_MARK.test(text) ? text.replace(QUOTES, toBlanks) : text;

/** Code between HTML tags, and the two sides of a conflict or of an edit, with or without a fence around. */
const MARKED_CODE = /^<{5,9}(?: [^\n]*)?$[\s\S]*?^>{5,9}[^\n]*$|<(pre|code|source)>[\s\S]*?<\/\1>/gm;
/** CommonMark 0.31 §5.1: up to three blanks, then the mark. */
const QUOTED_LINE = /^ {0,3}>/m;
const QUOTED_LINES = /^ {0,3}>.*$/gm;
/** CommonMark 0.31 §4.4: four blanks or a tab. */
const INDENTED_LINE = /^(?: {4}|\t)/m;
/** CommonMark 0.31 §6.1, within one line: as many backticks behind as before. */
const INLINE_CODE = /(?<!`)(`{1,4})(?!`)[^\n]{1,500}?(?<!`)\1(?!`)/g;
const QUOTE_MARK = /["“«„]/;
const QUOTES = /"[^"\n]{1,300}"|“[^”\n]{1,300}”|«[^»\n]{1,300}»|„[^“”\n]{1,300}[“”]/g;
const LIST_ITEM = /^\s*(?:[-*+]|\d{1,9}[.)])\s/;

const toBlanks = (code: string): string => code.replace(/[^\r\n]/g, ' ');

/** Indented code begins behind an empty line that does not belong to a list item. */
const blankIndented = (text: string): string => {
  let isBehindEmptyLine = true;
  let isInList = false;
  let isInCode = false;
  return text
    .split('\n')
    .map((line) => {
      if (line.trim() === '') {
        isBehindEmptyLine = true;
        return line;
      }
      const isIndented = /^(?: {4}|\t)/.test(line);
      if (LIST_ITEM.test(line) && !isInCode) isInList = true;
      else if (!/^\s/.test(line)) isInList = false;
      isInCode = isIndented && !isInList && (isInCode || isBehindEmptyLine);
      isBehindEmptyLine = false;
      return isInCode ? toBlanks(line) : line;
    })
    .join('\n');
};
