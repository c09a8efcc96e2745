import { listCodeBlocks } from '../../../conversation/index.ts';
import type { Severity } from '../../finding.ts';
import { type Html, html } from './markup.ts';

/** A range of a text to be marked, with the id by which a link finds it. */
export interface Mark {
  readonly id: string;
  readonly severity: Severity;
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

/** Of a longer text only this much is shown, and what is near a mark. */
const MOST_SHOWN = 12_000;
const AROUND_MARK = 400;
/** So much of a long marked range, for the same reason. */
const MOST_MARKED = 4_000;

/**
 * A text with its marks. Ranges may lie across each other, be empty or reach beyond the text; each gets an element of
 * its id, and a caret where there is nothing to mark. Of a very long text the parts without marks are left out and told.
 */
export const markText = (text: string, marks: readonly Mark[]): Html => {
  const placed = marks.map((mark) => place(mark, text)).toSorted((one, other) => one.start - other.start);
  const shown = listShown(text.length, placed);
  const code = listCode(text);
  const cuts = new Set([0, text.length]);
  for (const { start, end } of [...placed, ...shown, ...code]) cuts.add(start).add(end);
  const edges = [...cuts].sort((one, other) => one - other);
  const pieces = edges.flatMap((start, at): Html[] => {
    const carets = placed.filter((mark) => mark.start === start && mark.end === start).map(toCaret);
    const end = edges[at + 1];
    if (end === undefined) return carets;
    const isShown = shown.some((range) => range.start <= start && end <= range.end);
    const piece = { start, end, isCode: code.some((range) => range.start <= start && end <= range.end) };
    return [...carets, isShown ? toPiece(text, piece, placed) : toGap(end - start)];
  });
  return html`${pieces}`;
};

interface Range {
  readonly start: number;
  readonly end: number;
}

/** A mark within the text, its ends not within a surrogate pair. */
const place = (mark: Mark, text: string): Mark => {
  const clamp = (at: number): number =>
    Math.max(0, Math.min(text.length, Number.isFinite(at) ? Math.floor(at) : 0));
  const start = snap(text, clamp(mark.start));
  const end = snap(text, Math.max(start, Math.min(clamp(mark.end), start + MOST_MARKED)));
  return { ...mark, start, end };
};

const snap = (text: string, at: number): number => {
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at);
  return before >= 0xd800 && before < 0xdc00 && after >= 0xdc00 && after < 0xe000 ? at - 1 : at;
};

/** Fenced code, with its fences. */
const listCode = (text: string): Range[] => {
  const blocks = listCodeBlocks(text);
  if (blocks.length === 0) return [];
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  return blocks.map(({ line, code, isClosed }) => {
    const lines = (code === '' ? 0 : code.split('\n').length) + (isClosed ? 2 : 1);
    return {
      start: starts[line - 1] ?? 0,
      end: Math.max(starts[line - 1] ?? 0, (starts[line - 1 + lines] ?? text.length + 1) - 1),
    };
  });
};

const listShown = (length: number, marks: readonly Range[]): Range[] => {
  if (length <= MOST_SHOWN + AROUND_MARK) return [{ start: 0, end: length }];
  const ranges: Range[] = [{ start: 0, end: MOST_SHOWN }];
  for (const { start, end } of marks) {
    const near = { start: Math.max(0, start - AROUND_MARK), end: Math.min(length, end + AROUND_MARK) };
    const last = ranges.at(-1);
    if (last !== undefined && near.start <= last.end) {
      ranges[ranges.length - 1] = { start: last.start, end: Math.max(last.end, near.end) };
    } else {
      ranges.push(near);
    }
  }
  return ranges;
};

interface Piece extends Range {
  readonly isCode: boolean;
}

const toPiece = (text: string, { start, end, isCode }: Piece, marks: readonly Mark[]): Html => {
  const over = marks.filter((mark) => mark.start <= start && end <= mark.end);
  const slice = isCode ? html`<code>${text.slice(start, end)}</code>` : html`${text.slice(start, end)}`;
  // Each mark lies around those that follow, so that every id has an element of its own.
  return over.reduceRight(
    (inner, { id, severity, message, ...range }) =>
      range.start === start
        ? html`<mark id="${id}" class="${severity}" title="${message}">${inner}</mark>`
        : html`<mark class="${severity}" title="${message}">${inner}</mark>`,
    slice,
  );
};

const toCaret = ({ id, severity, message }: Mark): Html =>
  html`<mark id="${id}" class="${severity} caret" title="${message}">‸</mark>`;

const toGap = (length: number): Html =>
  html`<span class="gap"> … ${length.toLocaleString('en-US')} characters are left out here … </span>`;
