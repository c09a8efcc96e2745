import { randomBytes } from 'node:crypto';
import { type FileHandle, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isProcessAlive } from './is-process-alive.ts';
import { makeFolder } from './make-folder.ts';

const FLUSH_CHARS = 1 << 20;

/**
 * A file in the making, in place of one that may be there: readers see the old one until `commit`, and never a part.
 *
 * Its pieces go to a hidden file in the same folder, about a megabyte at a time. What a process that was killed has left
 * of such files is cleared away when the next one is opened.
 */
export class AtomicFile {
  readonly #path: string;
  readonly #hidden: string;
  readonly #file: FileHandle;
  #waiting: string[] = [];
  #chars = 0;

  private constructor(path: string, hidden: string, file: FileHandle) {
    this.#path = path;
    this.#hidden = hidden;
    this.#file = file;
  }

  /** Begins a file, making its folder when it is not there. Rejects with the system's own error. */
  static async open(path: string): Promise<AtomicFile> {
    const folder = dirname(path);
    await makeFolder(folder);
    await clearAway(path);
    const hidden = join(folder, `${toStart(path)}${process.pid}.${randomBytes(4).toString('hex')}.tmp`);
    return new AtomicFile(path, hidden, await open(hidden, 'wx'));
  }

  /** Adds a piece. Resolves at once unless a megabyte has gathered; calls must not overlap. */
  async write(piece: string): Promise<void> {
    this.#waiting.push(piece);
    this.#chars += piece.length;
    if (this.#chars >= FLUSH_CHARS) await this.#flush();
  }

  /** Forces everything to disk and puts the file in its place. On a fault the old file stays and this one is gone. */
  async commit(): Promise<void> {
    try {
      await this.#flush(true);
      await this.#file.sync();
      await this.#file.close();
      await rename(this.#hidden, this.#path);
    } catch (error) {
      // What went wrong first is what the user must hear of.
      await this.discard();
      throw error;
    }
    await syncFolder(dirname(this.#path));
  }

  /** Gives the file up; the old one stays. Never rejects. */
  async discard(): Promise<void> {
    await this.#file.close().catch(() => undefined);
    await rm(this.#hidden, { force: true }).catch(() => undefined);
  }

  async #flush(isLast = false): Promise<void> {
    const text = this.#waiting.join('');
    // A character outside the basic plane is two units, which may come in different pieces; alone, each is lost.
    const end = !isLast && /[\uD800-\uDBFF]$/.test(text) ? text.length - 1 : text.length;
    this.#waiting = [text.slice(end)];
    this.#chars = 0;
    await this.#file.writeFile(text.slice(0, end));
  }
}

/** Replaces a file by the given pieces of text. On any fault the old file stays as it was. */
export const writeFileAtomically = async (
  path: string,
  pieces: Iterable<string> | AsyncIterable<string>,
): Promise<void> => {
  const file = await AtomicFile.open(path);
  try {
    for await (const piece of pieces) await file.write(piece);
  } catch (error) {
    await file.discard();
    throw error;
  }
  await file.commit();
};

/** How the hidden files of a path begin: a number follows, that of the process which writes it. */
const toStart = (path: string): string => `.${basename(path)}.`;

/** Removes what processes that are gone have left of a path's hidden files. */
const clearAway = async (path: string): Promise<void> => {
  const folder = dirname(path);
  const start = toStart(path);
  for (const name of await readdir(folder).catch(() => [])) {
    if (!name.startsWith(start)) continue;
    const pid = Number(/^(\d+)\.[0-9a-f]{8}\.tmp$/.exec(name.slice(start.length))?.[1] ?? Number.NaN);
    if (Number.isNaN(pid) || isProcessAlive(pid)) continue;
    await rm(join(folder, name), { force: true }).catch(() => undefined);
  }
};

/** Makes a rename durable. Systems that cannot open a folder (Windows) do this on their own. */
const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r').catch(() => undefined);
  if (handle === undefined) return;
  await handle.sync().catch(() => undefined);
  await handle.close();
};
