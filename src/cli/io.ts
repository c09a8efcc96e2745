import { styleText } from 'node:util';

/** The colours that the output knows. */
export type Style = 'bold' | 'dim' | 'green' | 'red' | 'yellow' | 'cyan';

/** What a command sees of the world. A test gives its own. */
export interface Io {
  /** The result. */
  readonly stdout: NodeJS.WritableStream;
  /** Progress, warnings and errors. */
  readonly stderr: NodeJS.WritableStream;
  /** Whether lines on stderr may be redrawn. */
  readonly isLive: boolean;
  /** Columns of the terminal. */
  readonly columns: number;
  /** Colours a text for one of the streams, or leaves it as it is. */
  readonly paint: (style: Style, text: string, stream?: 'stdout' | 'stderr') => string;
  /** Aborts at the first Ctrl-C, SIGTERM or closed terminal. */
  readonly signal: AbortSignal;
  /** Aborts at the second. */
  readonly leaveNow: AbortSignal;
}

/** The process's own streams. Colour and live lines only on a terminal, and not with `NO_COLOR` or `TERM=dumb`. */
export const makeProcessIo = (signal: AbortSignal, leaveNow: AbortSignal): Io => {
  const { stdout, stderr } = process;
  const plain = Boolean(process.env.NO_COLOR) || process.env.TERM === 'dumb';
  return {
    stdout,
    stderr,
    isLive: stderr.isTTY === true && !plain && process.env.CI === undefined,
    // Asked each time, for a terminal can be made wider or narrower.
    get columns() {
      // A terminal that does not know its size says 0.
      return stderr.columns || 80;
    },
    paint: (style, text, stream = 'stdout') =>
      plain || !process[stream].isTTY ? text : styleText(style, text, { validateStream: false }),
    signal,
    leaveNow,
  };
};

/** Writes a line. */
export const writeLine = (stream: NodeJS.WritableStream, line = ''): void => {
  stream.write(`${line}\n`);
};
