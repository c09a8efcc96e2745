import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { toSystemCode } from './errors.ts';

/**
 * Makes a folder and those above it. Rejects with the system's own error.
 *
 * Not by Node's `recursive`: where a file system lets nobody make folders (`/proc`), that tries for ever.
 */
export const makeFolder = async (path: string): Promise<void> => {
  const missing: string[] = [];
  for (let folder = resolve(path); !(await tryToMake(folder)); folder = dirname(folder)) {
    // The root itself cannot be missing.
    if (folder === dirname(folder)) break;
    missing.unshift(folder);
  }
  for (const folder of missing) await makeOne(folder);
};

/** False when the folder above is not there. */
const tryToMake = async (folder: string): Promise<boolean> => {
  try {
    await makeOne(folder);
    return true;
  } catch (error) {
    if (toSystemCode(error) === 'ENOENT') return false;
    throw error;
  }
};

/** A folder that is there already is as good as made; anything else of that name is not. */
const makeOne = async (folder: string): Promise<void> => {
  try {
    await mkdir(folder);
  } catch (error) {
    const isThere = await stat(folder).then(
      (found) => found.isDirectory(),
      () => false,
    );
    if (!isThere) throw error;
  }
};
