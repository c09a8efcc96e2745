import type { Interval } from '../statistics/interval.ts';
import type { Decision } from './verdict.ts';

/** A share with three decimals. */
export const toShareText = (share: number): string => share.toFixed(3);

/** An estimate with its bounds: "0.962, 0.913 to 1.000". */
export const toIntervalText = ({ estimate, lower, upper }: Interval): string =>
  `${toShareText(estimate)}, ${toShareText(lower)} to ${toShareText(upper)}`;

/** A count with its noun: "1 conversation", "12 conversations". */
export const toCountText = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? '' : 's'}`;

/** No-go when one says so; go when all do. */
export const combineDecisions = (decisions: readonly Decision[]): Decision => {
  if (decisions.includes('no-go')) return 'no-go';
  return decisions.length > 0 && decisions.every((decision) => decision === 'go') ? 'go' : 'inconclusive';
};

/** How many examples a criterion names. */
const MOST_EXAMPLES = 20;

/** The first of them, each once. */
export const toExamples = (ids: readonly string[]): string[] => [...new Set(ids)].slice(0, MOST_EXAMPLES);
