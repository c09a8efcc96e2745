import type { UsdRange } from '../../index.ts';

/** US dollars: cents from a dollar on, finer below. */
export const formatUsd = (usd: number): string => {
  if (usd === 0) return '$0';
  if (usd < 0.0001) return '< $0.0001';
  // From here on three digits would round to a dollar.
  if (usd < 0.9995) return `$${Number(usd.toPrecision(3))}`;
  return `$${usd.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
};

/** An amount that is not known for sure: `about $3.06`, or `$2.50 to $3.60` while it may well be another one. */
export const formatUsdRange = ({ low, likely, high }: UsdRange): string =>
  high - low <= SURE_ENOUGH * likely
    ? `about ${formatUsd(likely)}`
    : `${formatUsd(roundUsd(low))} to ${formatUsd(roundUsd(high))}`;

/** A range as narrow as this, as a share of the amount, is told as one amount. */
const SURE_ENOUGH = 0.2;

/** Two figures are all that the ends of a range are worth. */
const roundUsd = (usd: number): number => Number(usd.toPrecision(2));

/** Conversations a minute; with a tenth below ten. */
export const formatPerMinute = (perMinute: number): string =>
  `${perMinute === 0 || perMinute >= 9.95 ? formatCount(perMinute) : perMinute.toFixed(1)}/min`;

/** A whole number with thousands apart. */
export const formatCount = (count: number): string => Math.round(count).toLocaleString('en-US');

/** `48 s`, `3 min 05 s` or `2 h 10 min`. */
export const formatSeconds = (seconds: number): string => {
  const whole = Math.round(seconds);
  if (whole < 1) return `${seconds.toFixed(1)} s`;
  if (whole < 60) return `${whole} s`;
  if (whole < 3_600) return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
  return `${Math.floor(whole / 3_600)} h ${String(Math.floor((whole % 3_600) / 60)).padStart(2, '0')} min`;
};

/** A word as a POSIX shell takes it, in quotes where it must be. */
export const quoteArgument = (text: string): string =>
  /^[\w./:=+-][\w./:=#+-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** Text in columns, each as wide as its widest cell; numbers to the right. */
export const formatTable = (rows: readonly (readonly (string | number)[])[]): string[] => {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, String(cell).length);
    });
  }
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return typeof cell === 'number' ? String(cell).padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd(),
  );
};
