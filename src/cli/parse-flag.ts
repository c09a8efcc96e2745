import { InvalidArgumentError } from 'commander';

/** Reads a number; whether it is in range is for the library to say, in one place for all callers. */
export const toNumber =
  (flag: string) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() !== '' && !Number.isNaN(value)) return value;
    throw new InvalidArgumentError(`${flag} takes a number.`);
  };

/** Reads a list with commas. */
export const splitList = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** Gathers a flag that may be repeated. */
export const collect = (text: string, earlier: readonly string[] = []): string[] => [...earlier, text];
