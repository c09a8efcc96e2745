import { CommanderError } from 'commander';
import { EXIT } from './exit-code.ts';
import { type Io, writeLine } from './io.ts';

/** The parts of an `IdiolectError`; told by its name, so that `--help` need not load the library. */
interface Mendable extends Error {
  readonly code: string;
  readonly hint: string;
  readonly place?: { readonly file: string; readonly line?: number };
  readonly troubles: readonly {
    readonly message: string;
    readonly place?: { readonly file: string; readonly line?: number };
  }[];
}

const isMendable = (error: unknown): error is Mendable =>
  error instanceof Error && error.name === 'IdiolectError';

/** Shows why a command ended, and tells the exit code. Faults of the user's input have no stack. */
export const showError = (error: unknown, io: Io): number => {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.mend;
  if (!isMendable(error)) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    writeLine(
      io.stderr,
      `${io.paint('red', '✗', 'stderr')} This is a bug in idiolect. Paid replies are safe in the ledger.`,
    );
    writeLine(io.stderr, stack);
    return EXIT.bug;
  }
  writeLine(
    io.stderr,
    `${io.paint('red', '✗', 'stderr')} ${error.message}  ${io.paint('dim', error.code, 'stderr')}`,
  );
  if (error.place && error.troubles.length === 0) writeLine(io.stderr, `  ${toText(error.place)}`);
  for (const { place, message } of error.troubles) {
    writeLine(io.stderr, `  ${place ? `${io.paint('cyan', toText(place), 'stderr')}  ` : ''}${message}`);
  }
  writeLine(io.stderr, `  → ${error.hint}`);
  writeLine(
    io.stderr,
    io.paint('dim', `  docs/errors.md#${error.code.toLowerCase().replaceAll('_', '-')}`, 'stderr'),
  );
  return EXIT.mend;
};

const toText = ({ file, line }: { readonly file: string; readonly line?: number }): string =>
  line === undefined ? file : `${file}:${line}`;
