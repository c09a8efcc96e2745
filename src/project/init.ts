import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { IdiolectError, toSystemCode } from '../base/index.ts';
import { BUILT_IN_RECIPE, PACKAGE_FOLDER } from './paths.ts';

/**
 * Makes a folder to start from: a copy of the built-in recipe to change, `.env.example`, `.gitignore` and a README.
 * Files that are already there stay as they are.
 *
 * @returns the files and folders made, relative to the new folder.
 * @throws {IdiolectError} `FOLDER_NOT_EMPTY` when there is a recipe already; `OUTPUT_NOT_WRITABLE`.
 */
export const initProject = async (options: { readonly folder?: string } = {}): Promise<string[]> => {
  const folder = resolve(options.folder ?? process.cwd());
  const recipe = join(folder, 'recipe');
  if (existsSync(recipe)) {
    throw new IdiolectError('FOLDER_NOT_EMPTY', 'There is a recipe here already.', {
      hint: 'Change that one, or name another folder: `idiolect init DIR`.',
      place: { file: relative(process.cwd(), recipe) || recipe },
    });
  }
  try {
    await mkdir(folder, { recursive: true });
    await cp(BUILT_IN_RECIPE, recipe, { recursive: true });
    const made = ['recipe/'];
    for (const [name, source] of [
      ['.env.example', '.env.example'],
      ['README.md', join('starter', 'README.md')],
      ['.gitignore', join('starter', 'gitignore')],
    ] as const) {
      if (existsSync(join(folder, name))) continue;
      await writeFile(join(folder, name), await readFile(join(PACKAGE_FOLDER, source)));
      made.push(name);
    }
    return made;
  } catch (cause) {
    if (toSystemCode(cause) === undefined) throw cause;
    throw new IdiolectError('OUTPUT_NOT_WRITABLE', `The folder cannot be written (${toSystemCode(cause)}).`, {
      hint: 'Make it writable or name another: `idiolect init DIR`.',
      place: { file: folder },
      cause,
    });
  }
};
