import { readdir, readFile } from 'node:fs/promises';
import { join, parse, relative } from 'node:path';
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
  /** The kinds of which there is at least one file and every file could be read. */
  readonly complete: ReadonlySet<FolderName>;
  readonly troubles: readonly Trouble[];
}

type FolderName = keyof typeof FOLDERS;

const TOP_FILES = ['recipe.yaml', 'variations.yaml', 'profile.md', 'system-prompt.md'];
const FOLDERS = { patterns: '.yaml', topics: '.yaml', examples: '.yaml', prompts: '.md' } as const;
const IGNORED = ['README.md', 'gold'];
/** Without these there is nothing to write about. */
const NEEDED: readonly FolderName[] = ['patterns', 'topics'];

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
  const complete = new Set<FolderName>();
  const readAll = async (kind: FolderName): Promise<RecipeFile[]> => {
    const names = await listFolder(join(folder, kind), troubles);
    if (names?.length === 0 && NEEDED.includes(kind)) {
      const message = `${kind}/ with at least one ${kind.replace(/s$/, '')} file is missing.`;
      troubles.push({ message, place: { file: toShownPath(folder) } });
    }
    const parts = (names ?? []).map((name) => readPart(join(folder, kind, name), FOLDERS[kind], troubles));
    const files = (await Promise.all(parts)).filter((file) => file !== undefined);
    if (files.length > 0 && files.length === parts.length) complete.add(kind);
    return files;
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
    complete,
    troubles,
  };
};

/** The YAML files of one folder, sorted by name; none when there is no such folder. What cannot be read is a trouble. */
export const readYamlFolder = async (folder: string, troubles: Trouble[]): Promise<RecipeFile[]> => {
  const names = (await listFolder(folder, troubles)) ?? [];
  const parts = names.map((name) => readPart(join(folder, name), '.yaml', troubles));
  return (await Promise.all(parts)).filter((file) => file !== undefined);
};

/** The names in one of a recipe's folders; none when there is no such folder, undefined when it cannot be listed. */
const listFolder = async (path: string, troubles: Trouble[]): Promise<string[] | undefined> => {
  try {
    return (await readdir(path)).filter((name) => !name.startsWith('.')).sort();
  } catch (error) {
    if (toSystemCode(error) === 'ENOENT') return [];
    troubles.push({
      message: `cannot be read: ${describeFault(error)}.`,
      place: { file: toShownPath(path) },
    });
    return undefined;
  }
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
    return { file, stem: parse(path).name, text: text.replaceAll('\r\n', '\n') };
  } catch (error) {
    const isAbsent = toSystemCode(error) === 'ENOENT' && ending === '';
    if (isAbsent && !path.endsWith('recipe.yaml')) return undefined;
    const place = { file: isAbsent ? toShownPath(parse(path).dir) : file };
    const message = isAbsent ? 'recipe.yaml is missing.' : `cannot be read: ${describeFault(error)}.`;
    troubles.push({ message, place });
    return undefined;
  }
};

const describeFault = (error: unknown): string => {
  const code = toSystemCode(error);
  if (code === undefined) throw error;
  return FAULTS[code] ?? code;
};

const FAULTS: Readonly<Record<string, string>> = {
  ERR_ENCODING_INVALID_ENCODED_DATA: 'it is not UTF-8 text',
  EISDIR: 'it is a folder, not a file',
  ENOTDIR: 'it is a file, not a folder',
  EACCES: 'reading it is not allowed',
  ENOENT: 'what it links to is gone',
};

/** A path as the user would type it. */
const toShownPath = (path: string): string => {
  const near = relative(process.cwd(), path);
  return near === '' || near.startsWith('..') ? path : near;
};
