/** A fenced block of code in a Markdown text. */
export interface CodeBlock {
  /** The first word behind the opening fence; empty when there is none. */
  readonly language: string;
  /** The lines between the fences, without the fence's own indentation. */
  readonly code: string;
  /** The line of the opening fence, from 1. */
  readonly line: number;
  /** False where the text ends before a closing fence comes. */
  readonly isClosed: boolean;
}

interface OpenBlock extends Omit<CodeBlock, 'code' | 'isClosed'> {
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
  for (const [index, line] of markdown.split(/\r?\n/).entries()) {
    if (open === undefined) {
      open = findOpening(line, index + 1);
    } else if (isClosing(line, open.mark)) {
      blocks.push(toBlock(open, true));
      open = undefined;
    } else {
      open.lines.push(withoutIndent(line, open.indent));
    }
  }
  return open === undefined ? blocks : [...blocks, toBlock(open, false)];
};

/** Marks of list items and quotations that may stand before a fence. */
const CONTAINERS = /^(?:\s*(?:>|[-*+](?=\s)|\d{1,9}[.)](?=\s)))*\s*/;

const findOpening = (line: string, number: number): OpenBlock | undefined => {
  const before = CONTAINERS.exec(line)?.[0] ?? '';
  const [, mark = '', info = ''] = /^(`{3,}|~{3,})(.*)$/.exec(line.slice(before.length)) ?? [];
  // What has a backtick behind it is code within a line.
  if (mark === '' || (mark.startsWith('`') && info.includes('`'))) return undefined;
  const language = /^[^\s{,]*/.exec(info.trim())?.[0] ?? '';
  return { language, line: number, mark, indent: before.length, lines: [] };
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

const toBlock = ({ language, line, lines }: OpenBlock, isClosed: boolean): CodeBlock => ({
  language,
  line,
  code: lines.join('\n'),
  isClosed,
});
