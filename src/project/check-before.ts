import { isAbsolute, join, relative, sep } from 'node:path';
import { IdiolectError } from '../base/index.ts';
import { isPriced } from './models.ts';
import type { Target } from './open-target.ts';
import type { GenerateSettings } from './settings.ts';
import { checkWritable } from './write-dataset.ts';

/**
 * Makes sure, before anything is paid for, that the run can end well: the file can be written, simulated text stays
 * apart, and a budget can be kept.
 *
 * @throws {IdiolectError} `OUTPUT_NOT_WRITABLE`, `USAGE` or `PRICE_UNKNOWN`.
 */
export const checkBefore = async (
  folder: string,
  file: string,
  target: Target,
  settings: GenerateSettings,
): Promise<void> => {
  if (target.isSimulated && isWithin(join(folder, 'data', 'synthetic'), file)) {
    throw new IdiolectError('USAGE', 'Simulated text is not written into data/synthetic/.', {
      hint: 'Leave --output-dir out (simulated text goes to data/simulated/), or set a key to use the provider.',
      place: { file },
    });
  }
  if (settings.maxCostUsd !== Number.POSITIVE_INFINITY && !isPriced(target.model)) {
    throw new IdiolectError(
      'PRICE_UNKNOWN',
      `No price is known for ${target.modelName}, so a budget cannot be kept.`,
      {
        hint: 'Add the model to models.json in this folder (docs/models.md), or leave --max-cost-usd out.',
      },
    );
  }
  await checkWritable(file);
};

/** Between two drives there is no relative path, and a folder's name may begin with two dots. */
const isWithin = (folder: string, file: string): boolean => {
  const path = relative(folder, file);
  return !isAbsolute(path) && path.split(sep)[0] !== '..';
};
