import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

const FLUSH_CHARS = 1 << 20;

/**
 * Replaces a file by the given pieces of text: readers see the old file or the new one, never a part.
 *
 * The pieces go to a hidden file in the same folder, which is forced to disk and then renamed. Memory holds about
 * one megabyte whatever the size of the whole. On any fault the old file stays and the hidden one is removed.
 */
export const writeFileAtomically = async (
  path: string,
  pieces: Iterable<string> | AsyncIterable<string>,
): Promise<void> => {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  const hidden = join(folder, `.${basename(path)}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`);
  try {
    const file = await open(hidden, 'wx');
    try {
      await writePieces(file, pieces);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(hidden, path);
  } catch (error) {
    // What went wrong first is what the user must hear of.
    await rm(hidden, { force: true }).catch(() => undefined);
    throw error;
  }
  await syncFolder(folder);
};

const writePieces = async (
  file: FileHandle,
  pieces: Iterable<string> | AsyncIterable<string>,
): Promise<void> => {
  let waiting: string[] = [];
  let chars = 0;
  const flush = async (): Promise<void> => {
    const text = waiting.join('');
    // A character outside the basic plane is two units, which may come in different pieces; alone, each is lost.
    const end = /[\uD800-\uDBFF]$/.test(text) ? text.length - 1 : text.length;
    await file.writeFile(text.slice(0, end));
    waiting = [text.slice(end)];
    chars = 0;
  };
  for await (const piece of pieces) {
    waiting.push(piece);
    chars += piece.length;
    if (chars >= FLUSH_CHARS) await flush();
  }
  await file.writeFile(waiting.join(''));
};

/** Makes a rename durable. Systems that cannot open a folder (Windows) do this on their own. */
const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r').catch(() => undefined);
  if (handle === undefined) return;
  await handle.sync().catch(() => undefined);
  await handle.close();
};
