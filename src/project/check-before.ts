import { join, relative } from 'node:path';
import { IdiolectError } from '../base/index.ts';
import { hasPrice, type Model } from '../providers/index.ts';
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
  const fromReal = relative(join(folder, 'data', 'synthetic'), file);
  if (target.isSimulated && !fromReal.startsWith('..')) {
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

/** Whether what a model's answers cost can be told. */
export const isPriced = (model: Model | undefined): model is Model => model !== undefined && hasPrice(model);
