import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IdiolectError, toSystemCode } from '../base/index.ts';
import { hasPrice, loadRegistry, type Model, type Registry } from '../providers/index.ts';

/**
 * What is known about models, with the entries of the project's own `models.json` over it when there is one.
 *
 * @throws {IdiolectError} `MODELS_BROKEN` when the project's file does not read.
 */
export const loadModels = (folder: string): Registry => {
  const file = join(folder, 'models.json');
  const text = readText(file);
  if (text === undefined) return loadRegistry();
  const own = parseJson(file, text);
  try {
    return loadRegistry(own);
  } catch (cause) {
    if (!(cause instanceof IdiolectError)) throw cause;
    const troubles = cause.troubles.map((trouble) => ({ place: { file }, ...trouble }));
    throw new IdiolectError(cause.code, cause.message, { hint: HINT, place: { file }, troubles, cause });
  }
};

const HINT = 'Mend it (docs/models.md shows its form) or remove it.';

const readText = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (cause) {
    if (toSystemCode(cause) === 'ENOENT') return undefined;
    throw toBroken(file, `The file models.json cannot be read (${toSystemCode(cause)}).`, cause);
  }
};

const parseJson = (file: string, text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.replaceAll(/\s+/g, ' ') : String(cause);
    throw toBroken(file, `The file models.json is not JSON: ${why}.`, cause);
  }
};

const toBroken = (file: string, message: string, cause: unknown): IdiolectError =>
  new IdiolectError('MODELS_BROKEN', message, { hint: HINT, place: { file }, cause });

/** Whether what a model's answers cost can be told. */
export const isPriced = (model: Model | undefined): model is Model => model !== undefined && hasPrice(model);
