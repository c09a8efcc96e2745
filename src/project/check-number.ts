import { IdiolectError } from '../base/index.ts';

/** @throws {IdiolectError} `USAGE` when the value of a flag is out of its range. */
export const checkNumber = (flag: string, value: number, least: number, most: number): number => {
  if (Number.isFinite(value) && value >= least && value <= most) return value;
  throw toRangeError(flag, value, `a number from ${format(least)} to ${format(most)}`);
};

/** @throws {IdiolectError} `USAGE` when the value of a flag is out of its range or no whole number. */
export const checkWhole = (flag: string, value: number, least: number, most: number): number => {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw toRangeError(flag, value, `a whole number from ${format(least)} to ${format(most)}`);
};

const toRangeError = (flag: string, value: number, wanted: string): IdiolectError =>
  new IdiolectError('USAGE', `${flag} is ${value}.`, { hint: `Give ${wanted}.` });

const format = (value: number): string => value.toLocaleString('en-US');
