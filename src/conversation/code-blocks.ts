/** A fenced block of code in a Markdown text. */
export interface CodeBlock {
  /** The first word behind the opening fence; empty when there is none. */
  readonly language: string;
  /** The lines between the fences, without the fence's own indentation. */
  readonly code: string;
  /** The line of the opening fence, from 1. */
  readonly line: number;
  /** Where the line of the opening fence begins in the text, in UTF-16 code units. */
  readonly start: number;
  /** Where the line of the closing fence ends, without its line end; the end of the text where there is none. */
  readonly end: number;
  /** False where the text ends before a closing fence comes. */
  readonly isClosed: boolean;
}

interface OpenBlock extends Omit<CodeBlock, 'code' | 'end' | 'isClosed'> {
  readonly mark: string;
  readonly indent: number;
  readonly lines: string[];
}

/**
 * The fenced blocks of a Markdown text, after CommonMark 0.31 §4.5: a fence of three or more backticks or tildes,
 * closed by at least as many of the same mark with nothing behind. Fences within list items and quotations count,
 * whatever their indentation.
 */
export const listCodeBlocks = (markdown: string): CodeBlock[] => {
  const blocks: CodeBlock[] = [];
  let open: OpenBlock | undefined;
  let start = 0;
  for (const [index, whole] of markdown.split('\n').entries()) {
    const line = whole.endsWith('\r') ? whole.slice(0, -1) : whole;
    if (open === undefined) {
      open = findOpening(line, index + 1, start);
    } else if (isClosing(line, open.mark)) {
      blocks.push(toBlock(open, true, start + line.length));
      open = undefined;
    } else {
      open.lines.push(withoutIndent(line, open.indent));
    }
    start += whole.length + 1;
  }
  return open === undefined ? blocks : [...blocks, toBlock(open, false, markdown.length)];
};

/** Marks of list items and quotations that may stand before a fence. */
const CONTAINERS = /^(?:\s*(?:>|[-*+](?=\s)|\d{1,9}[.)](?=\s)))*\s*/;

const findOpening = (line: string, number: number, start: number): OpenBlock | undefined => {
  const before = CONTAINERS.exec(line)?.[0] ?? '';
  const [, mark = '', info = ''] = /^(`{3,}|~{3,})(.*)$/.exec(line.slice(before.length)) ?? [];
  // What has a backtick behind it is code within a line.
  if (mark === '' || (mark.startsWith('`') && info.includes('`'))) return undefined;
  const language = /^[^\s{,]*/.exec(info.trim())?.[0] ?? '';
  return { language, line: number, start, mark, indent: before.length, lines: [] };
};

const isClosing = (line: string, mark: string): boolean => {
  const found = /^[\s>]*(`{3,}|~{3,})\s*$/.exec(line)?.[1] ?? '';
  return found[0] === mark[0] && found.length >= mark.length;
};

/** Without as much white space, or quotation marks, as stood before the fence. */
const withoutIndent = (line: string, indent: number): string => {
  const lead = /^[\s>]*/.exec(line.slice(0, indent))?.[0] ?? '';
  return line.slice(lead.length);
};

const toBlock = ({ language, line, start, lines }: OpenBlock, isClosed: boolean, end: number): CodeBlock => ({
  language,
  line,
  start,
  end,
  code: lines.join('\n'),
  isClosed,
});
