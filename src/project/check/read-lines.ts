import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

const CHUNK_BYTES = 1 << 20;
/** Longer lines are no conversations; reading one to its end must not fill the memory. */
const MOST_LINE_CHARS = 32 * 1024 * 1024;

/** A line of a text file; `isWhole` is false where it was too long to be kept. */
export interface FileLine {
  readonly number: number;
  readonly text: string;
  readonly isWhole: boolean;
}

/**
 * The lines of a UTF-8 file, one after the other and without their ends, in flat memory. A byte order mark at its
 * beginning and empty lines are passed over.
 */
export function* readLines(file: string): Generator<FileLine> {
  const handle = openSync(file, 'r');
  try {
    const decoder = new StringDecoder('utf8');
    const buffer = Buffer.alloc(CHUNK_BYTES);
    let rest = '';
    let number = 0;
    let isWhole = true;
    for (;;) {
      const bytes = readSync(handle, buffer, 0, CHUNK_BYTES, null);
      const text = bytes === 0 ? decoder.end() : decoder.write(buffer.subarray(0, bytes));
      const pieces = (rest + text).split('\n');
      rest = pieces.pop() ?? '';
      for (const piece of pieces) {
        number++;
        const line = toLine(piece, number, isWhole);
        isWhole = true;
        if (line) yield line;
      }
      if (rest.length > MOST_LINE_CHARS) {
        rest = rest.slice(0, 100);
        isWhole = false;
      }
      if (bytes === 0) break;
    }
    const last = toLine(rest, number + 1, isWhole);
    if (last) yield last;
  } finally {
    closeSync(handle);
  }
}

const toLine = (piece: string, number: number, isWhole: boolean): FileLine | undefined => {
  const text = (number === 1 ? piece.replace(/^\uFEFF/, '') : piece).replace(/\r$/, '');
  return text.trim() === '' ? undefined : { number, text, isWhole };
};
