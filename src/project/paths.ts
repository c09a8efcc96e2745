import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ProviderName } from '../providers/index.ts';

/** The package: two folders above this file, in the sources as in what is shipped. */
export const PACKAGE_FOLDER = resolve(import.meta.dirname, '..', '..');

/** The recipe that comes with the program. */
export const BUILT_IN_RECIPE = join(PACKAGE_FOLDER, 'recipes', 'coding-mentor');

/** Where a project keeps what happened. */
export const toLedgerFile = (folder: string): string => join(folder, '.idiolect', 'ledger.db');

/** The recipe that counts in a folder: the one asked for, the folder's own `recipe/`, or the built-in one. */
export const findRecipeFolder = (folder: string, asked?: string): string => {
  if (asked !== undefined) return resolve(folder, asked);
  const own = join(folder, 'recipe');
  return existsSync(own) ? own : BUILT_IN_RECIPE;
};

/** What decides where a dataset file lies. */
export interface DatasetPlace {
  readonly provider: ProviderName;
  readonly count: number;
  readonly seed: number;
  readonly isSimulated: boolean;
  /** Overrides the folder. */
  readonly outputFolder?: string;
}

/** `data/synthetic/<provider>/synthetic_conversations_<count>_seed<seed>.jsonl`; simulated text lies apart. */
export const toDatasetFile = (folder: string, place: DatasetPlace): string =>
  join(
    place.outputFolder === undefined
      ? join(folder, 'data', place.isSimulated ? 'simulated' : 'synthetic', place.provider)
      : resolve(folder, place.outputFolder),
    `synthetic_conversations_${place.count}_seed${place.seed}.jsonl`,
  );
