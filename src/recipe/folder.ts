import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { IdiolectError, suggestClosest, type Trouble, toSystemCode } from '../base/index.ts';

/** One text file of a recipe. */
export interface RecipeFile {
  /** As shown to the user: relative to the working folder where it lies below it. */
  readonly file: string;
  /** The file's name without its ending. */
  readonly stem: string;
  readonly text: string;
}

/** The texts of a recipe folder, sorted by name within each kind. */
export interface RecipeFolder {
  /** What stands at the top by its name, such as `recipe.yaml`. */
  readonly top: ReadonlyMap<string, RecipeFile>;
  readonly patterns: readonly RecipeFile[];
  readonly topics: readonly RecipeFile[];
  readonly examples: readonly RecipeFile[];
  readonly prompts: readonly RecipeFile[];
  readonly troubles: readonly Trouble[];
}

const TOP_FILES = ['recipe.yaml', 'variations.yaml', 'profile.md', 'system-prompt.md'];
const FOLDERS = { patterns: '.yaml', topics: '.yaml', examples: '.yaml', prompts: '.md' } as const;
const IGNORED = ['README.md', 'gold'];

/**
 * Reads every text of a recipe folder; what does not belong there is told as a trouble.
 *
 * @throws {IdiolectError} `RECIPE_MISSING` when the folder cannot be listed.
 */
export const readRecipeFolder = async (folder: string): Promise<RecipeFolder> => {
  const troubles: Trouble[] = [];
  const known = [...TOP_FILES, ...Object.keys(FOLDERS)];
  for (const name of await listNames(folder)) {
    if (name.startsWith('.') || IGNORED.includes(name) || known.includes(name)) continue;
    troubles.push({
      message: `"${name}" is not part of a recipe.${suggestClosest(name, known)}`,
      place: { file: toShownPath(join(folder, name)) },
    });
  }
  const readAll = async (kind: keyof typeof FOLDERS): Promise<RecipeFile[]> => {
    const names = (await readdir(join(folder, kind)).catch(() => []))
      .filter((name) => !name.startsWith('.'))
      .sort();
    const files = await Promise.all(
      names.map((name) => readPart(join(folder, kind, name), FOLDERS[kind], troubles)),
    );
    return files.filter((file) => file !== undefined);
  };
  const top = new Map<string, RecipeFile>();
  for (const name of TOP_FILES) {
    const file = await readPart(join(folder, name), '', troubles);
    if (file) top.set(name, file);
  }
  return {
    top,
    patterns: await readAll('patterns'),
    topics: await readAll('topics'),
    examples: await readAll('examples'),
    prompts: await readAll('prompts'),
    troubles,
  };
};

const listNames = async (folder: string): Promise<string[]> => {
  try {
    return (await readdir(folder)).sort();
  } catch (cause) {
    throw new IdiolectError('RECIPE_MISSING', `The recipe folder cannot be read (${toSystemCode(cause)}).`, {
      hint: 'Give an existing folder with --recipe, or run `idiolect init` to get one to start from.',
      place: { file: toShownPath(folder) },
      cause,
    });
  }
};

const readPart = async (
  path: string,
  ending: string,
  troubles: Trouble[],
): Promise<RecipeFile | undefined> => {
  const file = toShownPath(path);
  if (!path.endsWith(ending)) {
    troubles.push({ message: `only ${ending} files belong here.`, place: { file } });
    return undefined;
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
    const stem = path.slice(path.lastIndexOf('/') + 1).replace(/\.[a-z]+$/, '');
    return { file, stem, text: text.replaceAll('\r\n', '\n') };
  } catch (error) {
    const code = toSystemCode(error);
    if (code === 'ENOENT' && ending === '') return undefined;
    const why = code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'it is not UTF-8 text' : String(code);
    troubles.push({ message: `cannot be read: ${why}.`, place: { file } });
    return undefined;
  }
};

/** A path as the user would type it. */
const toShownPath = (path: string): string => {
  const near = relative(process.cwd(), path);
  return near === '' || near.startsWith('..') ? path : near;
};
