import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IdiolectError, toSystemCode } from '../base/index.ts';
import { loadRegistry, type Registry } from '../providers/index.ts';

/**
 * What is known about models, with the entries of the project's own `models.json` over it when there is one.
 *
 * @throws {IdiolectError} `MODELS_BROKEN` when the project's file does not read.
 */
export const loadModels = (folder: string): Registry => {
  const file = join(folder, 'models.json');
  let own: unknown;
  try {
    own = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    if (toSystemCode(cause) === 'ENOENT') return loadRegistry();
    throw new IdiolectError('MODELS_BROKEN', 'The file models.json does not read as JSON.', {
      hint: 'Mend it (docs/models.md shows its form) or remove it.',
      place: { file },
      cause,
    });
  }
  return loadRegistry(own);
};
