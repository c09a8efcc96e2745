import type { EChartsCoreOption } from 'echarts/core';

/** A cell of the table beside a plot. */
export type Figure = string | number;

/** How wide a plot is drawn, in CSS pixels. Each is drawn twice: for a phone and for a desk. */
export const WIDTHS = { narrow: 312, wide: 560 } as const;
export type Size = keyof typeof WIDTHS;

/** A plot, what it says in words, and its figures as a table for whoever cannot see it. */
export interface Chart {
  readonly title: string;
  /** What is to be seen, in one sentence. */
  readonly summary: string;
  /** What each colour means, where it has to be told. */
  readonly legend?: ReadonlyArray<{ readonly name: string; readonly colour: string }>;
  readonly head: readonly string[];
  readonly rows: ReadonlyArray<readonly Figure[]>;
  /** Height in CSS pixels. */
  readonly height: number;
  readonly toOption: (size: Size) => EChartsCoreOption;
}
