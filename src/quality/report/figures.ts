import type { Interval } from '../statistics/interval.ts';
import type { Decision } from '../verdict/verdict.ts';

/** What stands where a figure cannot be worked out. */
export const NO_FIGURE = '–';

/** A whole number with thousands apart. */
export const formatCount = (count: number): string =>
  Number.isFinite(count) ? Math.round(count).toLocaleString('en-US') : NO_FIGURE;

/** A figure with up to three decimals, as measures and thresholds are told. */
export const formatFigure = (value: number): string =>
  Number.isFinite(value) ? String(Number(value.toFixed(3))) : NO_FIGURE;

/** A share from 0 to 1 in per cent. */
export const formatShare = (share: number): string =>
  Number.isFinite(share) ? `${Number((share * 100).toFixed(1))} %` : NO_FIGURE;

/** A share with the ends of its interval: `93 % (81 to 98)`. */
export const formatShareInterval = ({ estimate, lower, upper }: Interval): string =>
  Number.isFinite(estimate)
    ? `${formatShare(estimate)} (${[lower, upper].map((end) => formatShare(end).replace(' %', '')).join(' to ')})`
    : NO_FIGURE;

/** An estimate with the ends of its interval: `0.862 (0.741 to 0.95)`. */
export const formatInterval = ({ estimate, lower, upper }: Interval): string =>
  `${formatFigure(estimate)} (${formatFigure(lower)} to ${formatFigure(upper)})`;

/** US dollars: cents from a dollar on, three figures below. */
export const formatUsd = (usd: number | undefined): string => {
  if (usd === undefined || !Number.isFinite(usd)) return 'not known';
  if (usd === 0) return '$0';
  if (usd < 0.0001) return '< $0.0001';
  if (usd < 0.9995) return `$${Number(usd.toPrecision(3))}`;
  return `$${usd.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
};

/** `1 turn`, `3 turns`. */
export const countOf = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

/** A decision as headings show it. */
export const toDecisionWord = (decision: Decision): string => decision.toUpperCase();

/** A moment as people read it, in UTC: `2026-11-22 10:00`. */
export const formatMoment = (iso: string): string => {
  const [, day, time] = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})/.exec(iso) ?? [];
  return day === undefined ? iso : `${day} ${time} UTC`;
};
