/** Where fenced code stands in a text: from the start of the opening fence's line to the end of the closing one's. */
export interface CodeRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The ranges of fenced code in Markdown, in order, by the rule of `listCodeBlocks` (CommonMark 0.31 §4.5; fences within
 * list items and quotations count). A block that is never closed reaches to the end.
 */
export const findCode = (text: string): CodeRange[] => {
  const ranges: CodeRange[] = [];
  if (!text.includes('```') && !text.includes('~~~')) return ranges;
  let open: { readonly start: number; readonly mark: string } | undefined;
  for (const { index, 0: line, groups } of text.matchAll(FENCE)) {
    const mark = groups?.mark ?? '';
    const before = groups?.before ?? '';
    const after = groups?.after ?? '';
    if (open === undefined) {
      if (mark[0] === '~' || !after.includes('`')) open = { start: index, mark };
    } else if (closes(open.mark, mark, before, after)) {
      ranges.push({ start: open.start, end: index + line.length });
      open = undefined;
    }
  }
  if (open !== undefined) ranges.push({ start: open.start, end: text.length });
  return ranges;
};

const FENCE =
  /^(?<before>(?:[^\S\n]*(?:>|[-*+](?=\s)|\d{1,9}[.)](?=\s)))*[^\S\n]*)(?<mark>`{3,}|~{3,})(?<after>[^\n]*)/gm;

const closes = (opening: string, mark: string, before: string, after: string): boolean =>
  mark[0] === opening[0] && mark.length >= opening.length && /^[\s>]*$/.test(before) && after.trim() === '';

/** A text without its fenced code; each block leaves an empty line. */
export const withoutCode = (text: string): string => {
  let prose = '';
  let from = 0;
  for (const { start, end } of findCode(text)) {
    prose += `${text.slice(from, start)}\n`;
    from = end;
  }
  return prose + text.slice(from);
};
