import { toVisibleLine } from '../visible-text.ts';
import type { Size } from './chart.ts';
import { COLOURS } from './palette.ts';

/** Letters of all plots; the page's style says the same. */
const FONT_SIZE = 12;
/** Room for names at the left, in CSS pixels. */
export const NAME_ROOM = { narrow: 138, wide: 264 } as const;

/** How words and figures in a plot look. */
export const TEXT = { color: COLOURS.faint, fontSize: FONT_SIZE } as const;
/** An axis of numbers. */
export const VALUE_AXIS = {
  type: 'value',
  axisLabel: { ...TEXT, hideOverlap: true },
  splitLine: { lineStyle: { color: COLOURS.grid } },
  axisLine: { show: false },
  axisTick: { show: false },
} as const;

/** Letters of a name that fit its room, in wide fonts too: the library knows only one font's widths. */
const MOST_LETTERS = { narrow: 18, wide: 36 } as const;

/**
 * The axis of names at the left; the first name is on top.
 *
 * @param lines - On so many lines a long name is broken on a phone, behind spaces and hyphens.
 */
export const toNameAxis = (names: readonly string[], size: Size, lines = 2) => ({
  type: 'category' as const,
  data: names.map((name) => breakName(name, MOST_LETTERS[size], size === 'narrow' ? lines : 1)),
  inverse: true,
  axisLabel: { ...TEXT, color: COLOURS.ink, interval: 0, lineHeight: 13 },
  axisTick: { show: false },
  axisLine: { lineStyle: { color: COLOURS.grid } },
});

/** A name on at most `lines` lines of at most `most` letters; `…` stands for what is left out. */
export const breakName = (name: string, most: number, lines: number): string => {
  const letters = [...toVisibleLine(name)];
  if (letters.length <= most) return letters.join('');
  if (lines === 1)
    return `${letters
      .slice(0, most - 1)
      .join('')
      .trimEnd()}…`;
  const at = letters.findLastIndex((letter, index) => (letter === ' ' || letter === '-') && index < most);
  const end = at < most / 3 ? most : at + 1;
  return `${letters.slice(0, end).join('').trimEnd()}\n${breakName(letters.slice(end).join(''), most, lines - 1)}`;
};

/** A line across a plot with a word at its end. */
export interface Threshold {
  readonly at: number;
  readonly name: string;
  readonly colour: string;
}

/**
 * Thresholds as lines that stand across a plot, named on top.
 *
 * @param top - Which end of a line is the upper one: `start` where the other axis is turned round.
 */
export const toMarkLine = (thresholds: readonly Threshold[], top: 'start' | 'end') => ({
  symbol: 'none',
  silent: true,
  data: thresholds.map(({ at, name, colour }) => ({
    xAxis: at,
    lineStyle: { color: colour, type: 'dashed' as const, width: 1.5 },
    label: {
      formatter: name,
      color: colour,
      fontSize: FONT_SIZE,
      textBorderWidth: 0,
      position: top,
    },
  })),
});
