import { toVisibleLine } from '../visible-text.ts';

/** The colours of a terminal text. */
export type TextStyle = 'bold' | 'dim' | 'green' | 'red' | 'yellow' | 'cyan';

/** Colours a text, or gives it back as it is. */
export type Paint = (style: TextStyle, text: string) => string;

/** A cell of a table: numbers go to the right, and a style is laid on after the padding. */
export type Cell = string | number | { readonly text: string | number; readonly style: TextStyle };

const GAP = '  ';
/** A column is not made narrower than this. */
const LEAST_WIDTH = 8;
const LEAST_LAST = 20;

/** How many columns of a terminal a text takes: two for wide characters and emoji, none for combining marks. */
export const measureWidth = (text: string): number => {
  // Nearly all lines are plain, and need no look at every character.
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)) {
    width += WIDE.test(segment) ? 2 : 1;
  }
  return width;
};

/** Scripts of full width (Unicode's East Asian Width W and F, by their blocks), and emoji in colour. */
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\ufe0f/u;

/** A text of at most `width` columns; `…` stands for what was left out. */
export const cutToWidth = (text: string, width: number): string => {
  if (measureWidth(text) <= width) return text;
  let kept = '';
  let used = 0;
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)) {
    used += measureWidth(segment);
    if (used > width - 1) break;
    kept += segment;
  }
  return `${kept}…`;
};

/** Text in columns no wider in all than `width`: the widest gives way first, and the last one is broken into lines. */
export const layOutColumns = (rows: readonly (readonly Cell[])[], width: number, paint: Paint): string[] => {
  const shown = rows.map((row) => row.map(toShown));
  const widths = fitWidths(shown, width);
  return shown.flatMap((row) => {
    const before = row.slice(0, -1).map((cell, at) => toColumn(cell, widths[at] ?? 0, paint));
    const last = row.at(-1);
    if (last === undefined) return [''];
    const room = widths[row.length - 1] ?? 0;
    const lines = last.isNumber ? [last.text.padStart(room)] : wrapText(last.text, room);
    const lead = ' '.repeat(sum(widths.slice(0, row.length - 1)) + GAP.length * (row.length - 1));
    return lines.map((line, at) => {
      const painted = last.style === undefined ? line : paint(last.style, line);
      return (at === 0 ? [...before, painted].join(GAP) : lead + painted).trimEnd();
    });
  });
};

const toColumn = ({ text, style, isNumber }: Shown, room: number, paint: Paint): string => {
  const cut = cutToWidth(text, room);
  const padding = ' '.repeat(Math.max(0, room - measureWidth(cut)));
  const padded = isNumber ? padding + cut : cut + padding;
  return style === undefined ? padded : paint(style, padded);
};

interface Shown {
  readonly text: string;
  readonly style: TextStyle | undefined;
  readonly isNumber: boolean;
}

const toShown = (cell: Cell): Shown => {
  const [content, style] = typeof cell === 'object' ? [cell.text, cell.style] : [cell, undefined];
  return { text: toVisibleLine(String(content)), style, isNumber: typeof content === 'number' };
};

const fitWidths = (rows: readonly (readonly Shown[])[], width: number): number[] => {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach(({ text }, at) => {
      widths[at] = Math.max(widths[at] ?? 0, measureWidth(text));
    });
  }
  const room = width - GAP.length * (widths.length - 1);
  const last = widths.at(-1) ?? 0;
  // The last column is broken into lines, so that it loses nothing by giving way.
  widths[widths.length - 1] = Math.max(Math.min(last, LEAST_LAST), last - Math.max(0, sum(widths) - room));
  for (let over = sum(widths) - room; over > 0; over = sum(widths) - room) {
    const widest = widths.indexOf(Math.max(...widths));
    const current = widths[widest] ?? 0;
    if (current <= LEAST_WIDTH) break;
    const second = Math.max(
      LEAST_WIDTH,
      ...widths.filter((_, at) => at !== widest && (widths[at] ?? 0) < current),
    );
    widths[widest] = Math.max(current - over, Math.min(second, current - 1), LEAST_WIDTH);
  }
  return widths;
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** A sentence on as many lines as it takes, broken between words; each but the first begins with `indent`. */
export const wrapText = (text: string, width: number, indent = ''): string[] => {
  const lines: string[] = [];
  let line = '';
  for (const word of toVisibleLine(text).split(' ')) {
    const next = line === '' ? word : `${line} ${word}`;
    if (line !== '' && line !== indent && measureWidth(next) > width) {
      lines.push(line);
      line = cutToWidth(`${indent}${word}`, width);
    } else {
      line = cutToWidth(next, width);
    }
  }
  return [...lines, line];
};
