import type { Band } from '../../diversity/diversity-report.ts';
import type { Severity } from '../../finding.ts';
import type { Decision } from '../../verdict/verdict.ts';
import { toDecisionWord } from '../figures.ts';
import type { Cell, Paint, TextStyle } from './columns.ts';

/** How a text is shown. */
export interface TextOptions {
  /** Columns of the terminal; more than 100 are not used. */
  readonly width: number;
  readonly paint: Paint;
}

const DECISION_STYLES = {
  go: 'green',
  'no-go': 'red',
  inconclusive: 'yellow',
} as const satisfies Record<Decision, TextStyle>;

/** The colour of each severity. */
export const SEVERITY_STYLES = {
  fail: 'red',
  warn: 'yellow',
  info: 'dim',
} as const satisfies Record<Severity, TextStyle>;

/** The colour of each band of a measure. */
export const BAND_STYLES = {
  good: 'green',
  fair: 'dim',
  warn: 'yellow',
  fail: 'red',
} as const satisfies Record<Band, TextStyle>;

/** A decision in a sentence. */
export const paintDecision = (decision: Decision, { paint }: TextOptions): string =>
  paint(DECISION_STYLES[decision], toDecisionWord(decision));

/** A decision in a table. */
export const toDecisionCell = (decision: Decision): Cell => ({
  text: toDecisionWord(decision),
  style: DECISION_STYLES[decision],
});

/** The heads of columns. */
export const toHead = (...names: readonly string[]): Cell[] =>
  names.map((text) => ({ text, style: 'dim' as const }));

/** Lines set in by two columns. */
export const indent = (lines: readonly string[], by = '  '): string[] =>
  lines.map((line) => (line === '' ? '' : by + line));
