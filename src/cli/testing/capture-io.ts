import { Writable } from 'node:stream';
import { styleText } from 'node:util';
import type { Io } from '../io.ts';

/** A stream that keeps what is written to it. */
class Capture extends Writable {
  readonly columns: number;
  text = '';

  constructor(columns: number) {
    super({ decodeStrings: false });
    this.columns = columns;
  }

  override _write(chunk: string, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk;
    done();
  }
}

/** The world of a command, with what it has written. */
export interface CapturedIo extends Io {
  readonly out: () => string;
  readonly err: () => string;
  readonly interrupt: () => void;
}

/** Makes an `Io` that shows nothing; a live one redraws as on a terminal of that many columns. */
export const captureIo = (
  settings: { readonly isLive?: boolean; readonly columns?: number; readonly hasColour?: boolean } = {},
): CapturedIo => {
  const { isLive = false, columns = 80, hasColour = false } = settings;
  const [stdout, stderr] = [new Capture(columns), new Capture(columns)];
  const [stop, leave] = [new AbortController(), new AbortController()];
  return {
    stdout,
    stderr,
    isLive,
    columns,
    paint: (style, text) => (hasColour ? styleText(style, text, { validateStream: false }) : text),
    signal: stop.signal,
    leaveNow: leave.signal,
    out: () => stdout.text,
    err: () => stderr.text,
    interrupt: () => stop.abort(),
  };
};
