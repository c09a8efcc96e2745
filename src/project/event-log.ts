import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { IdiolectError, makeFolder, toSystemCode } from '../base/index.ts';

/** A file that lines are appended to while a run is at work. */
export interface EventLog {
  /** Hands a line over; it is on its way to the file at the end of this turn. */
  readonly write: (line: string) => void;
  /** Resolves when all lines are in the file. */
  readonly close: () => Promise<void>;
}

/** So much may wait for a file that takes nothing. */
const MOST_WAITING = 64 * 1024 * 1024;

/**
 * Opens a log to append to, making the file and its folder when they are not there.
 *
 * @param onLost - Hears once when the file cannot be written any more; later lines go nowhere.
 * @throws {IdiolectError} `OUTPUT_NOT_WRITABLE`.
 */
export const openEventLog = async (file: string, onLost: (reason: string) => void): Promise<EventLog> => {
  const handle = await openToAppend(file);
  let waiting = (await endsWithinLine(file, handle)) ? '\n' : '';
  let writing: Promise<void> | undefined;
  let isLost = false;
  const lose = (reason: string): void => {
    waiting = '';
    if (isLost) return;
    isLost = true;
    onLost(reason);
  };
  const drain = async (): Promise<void> => {
    // Lines that come in one turn are written at once.
    await new Promise((turn) => setImmediate(turn));
    while (waiting !== '') {
      const text = waiting;
      waiting = '';
      await handle.appendFile(text).catch((error: unknown) => lose(toSystemCode(error) ?? 'unknown fault'));
    }
    writing = undefined;
  };
  return {
    write: (line) => {
      if (isLost) return;
      if (waiting.length > MOST_WAITING) lose('it takes no more');
      else waiting += `${line}\n`;
      writing ??= drain();
    },
    close: async () => {
      await writing;
      await handle.close().catch((error: unknown) => lose(toSystemCode(error) ?? 'unknown fault'));
    },
  };
};

const openToAppend = async (file: string): Promise<FileHandle> => {
  try {
    await makeFolder(dirname(file));
    return await open(file, 'a');
  } catch (cause) {
    throw new IdiolectError('OUTPUT_NOT_WRITABLE', `The log cannot be written (${toSystemCode(cause)}).`, {
      hint: 'Make the folder writable, name another file with --log, or leave it out. Nothing was asked for.',
      place: { file },
      cause,
    });
  }
};

/** Whether the last line has no end, because a run was killed while it wrote. */
const endsWithinLine = async (file: string, appended: FileHandle): Promise<boolean> => {
  const stat = await appended.stat();
  if (!stat.isFile() || stat.size === 0) return false;
  const handle = await open(file, 'r').catch(() => undefined);
  if (handle === undefined) return false;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(1), 0, 1, stat.size - 1);
    return bytesRead === 1 && buffer[0] !== 0x0a;
  } finally {
    await handle.close();
  }
};
