import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { IdiolectError } from '../../base/index.ts';
import { PROVIDER_NAMES } from '../../providers/index.ts';
import { type DatasetStatus, readStatus } from '../status.ts';
import type { SubjectFile } from './read-subjects.ts';

/** What is to be checked, and what the folder's runs know of it. */
export interface FoundSets {
  readonly files: readonly SubjectFile[];
  /** By provider; where a file was named that no run has made there is none. */
  readonly made: ReadonlyMap<string, DatasetStatus>;
  readonly isSimulated: boolean;
  /** Where the report goes when nobody says. */
  readonly reportFolder: string;
}

/**
 * The files to check: those that are named, else the latest of each provider that this folder's runs have made.
 * Simulated ones are taken only where there are no others.
 *
 * @throws {IdiolectError} `USAGE` when there is nothing to check, or a named file is not there.
 */
export const findSets = async (folder: string, named: readonly string[]): Promise<FoundSets> => {
  const { datasets } = await readStatus({ folder });
  return named.length > 0 ? fromNames(folder, named, datasets) : fromRuns(folder, datasets);
};

const fromRuns = (folder: string, datasets: readonly DatasetStatus[]): FoundSets => {
  const there = datasets.filter(({ fileExists }) => fileExists);
  const real = there.filter(({ isSimulated }) => !isSimulated);
  const taken = real.length > 0 ? real : there;
  if (taken.length === 0) {
    throw new IdiolectError('USAGE', 'There is nothing to check: no run has written a dataset here.', {
      hint: 'Run `idiolect generate` first, or name a file: idiolect check data.jsonl',
    });
  }
  // A later run of the same provider holds what an earlier, smaller one held.
  const made = new Map(taken.map((dataset) => [dataset.provider as string, dataset]));
  const isSimulated = real.length === 0;
  return {
    files: [...made.values()].map(({ file, provider }) => ({
      file: resolve(folder, file),
      shown: file,
      provider,
    })),
    made,
    isSimulated,
    reportFolder: join(folder, 'data', isSimulated ? 'simulated' : 'synthetic', 'quality'),
  };
};

const fromNames = (
  folder: string,
  named: readonly string[],
  datasets: readonly DatasetStatus[],
): FoundSets => {
  const made = new Map<string, DatasetStatus>();
  const files = named.map((name): SubjectFile => {
    const file = resolve(folder, name);
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) {
      throw new IdiolectError(
        'USAGE',
        existsSync(file) ? `${name} is no file.` : `There is no file ${name}.`,
        {
          hint: 'Name JSONL files with one conversation a line, or leave them out to check what this folder has made.',
          place: { file },
        },
      );
    }
    const known = datasets.find((dataset) => resolve(folder, dataset.file) === file);
    const provider = known?.provider ?? guessProvider(file);
    if (known) made.set(provider, known);
    return { file, shown: relative(folder, file), provider };
  });
  const [first = folder] = files.map(({ file }) => file);
  return {
    files,
    made,
    isSimulated: made.size > 0 && [...made.values()].every((dataset) => dataset.isSimulated),
    reportFolder: join(dirname(first), 'quality'),
  };
};

/** A part of the path that names a provider, else the file's name. */
const guessProvider = (file: string): string => {
  const parts = file.split(/[\\/]/).reverse();
  const known = parts.find((part) => (PROVIDER_NAMES as readonly string[]).includes(part));
  return known ?? basename(file).replace(/\.jsonl?$/, '');
};
