import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { openLedger } from '../../engine/index.ts';
import type { Registration } from '../../gate/index.ts';
import { toLedgerFile } from '../paths.ts';
import type { FoundSets } from './find-sets.ts';

/**
 * What was fixed before the conversations of a set were generated: the settings in the first run that wrote one of its
 * files. Undefined for files that no run has written, and for runs that fixed nothing.
 */
export const readRegistered = async (
  folder: string,
  found: FoundSets,
): Promise<{ readonly atMs: number; readonly settings: Registration } | undefined> => {
  const file = toLedgerFile(folder);
  if (!existsSync(file)) return undefined;
  await using ledger = openLedger(file, { readOnly: true });
  const wanted = new Set(found.files.map((each) => each.file));
  const run = ledger
    .listRuns()
    .find(
      ({ settings }) =>
        settings.command === 'generate' &&
        wanted.has(resolve(folder, String(settings.file))) &&
        settings.quality !== undefined,
    );
  return run && { atMs: run.startedMs, settings: run.settings.quality as Registration };
};
