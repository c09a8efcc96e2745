import { CommanderError } from 'commander';
import type { IdiolectError, Place } from '../index.ts';
import { EXIT } from './exit-code.ts';
import { type Io, type Style, writeLine } from './io.ts';

/** Whether an error is one that the user can mend; told by its name, so that `--help` need not load the library. */
export const isMendable = (error: unknown): error is IdiolectError =>
  error instanceof Error && error.name === 'IdiolectError';

/** Shows why a command ended, and tells the exit code. Faults of the user's input have no stack. */
export const showError = (error: unknown, io: Io): number => {
  // Commander has said it already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.mend;
  const paint = (style: Style, text: string): string => io.paint(style, text, 'stderr');
  const say = (line: string): void => writeLine(io.stderr, line);
  if (!isMendable(error)) {
    say(`${paint('red', '✗')} This is a bug in idiolect. Paid replies are safe in the ledger.`);
    say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return EXIT.bug;
  }
  const { message, code, place, troubles, hint } = error;
  say(`${paint('red', '✗')} ${message}  ${paint('dim', code)}`);
  if (place && troubles.length === 0) say(`  ${toText(place)}`);
  for (const trouble of troubles) {
    say(`  ${trouble.place ? `${paint('cyan', toText(trouble.place))}  ` : ''}${trouble.message}`);
  }
  say(`  → ${hint}`);
  say(paint('dim', `  docs/errors.md#${code.toLowerCase().replaceAll('_', '-')}`));
  // What is missing is room on the disk; the same command then goes on.
  return code === 'LEDGER_FULL' ? EXIT.incomplete : EXIT.mend;
};

const toText = ({ file, line }: Place): string => (line === undefined ? file : `${file}:${line}`);
