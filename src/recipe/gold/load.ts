import { join } from 'node:path';
import type { Trouble } from '../../base/index.ts';
import { readYamlFolder } from '../folder.ts';
import type { Recipe } from '../schema.ts';
import { toRecipeError } from '../to-recipe-error.ts';
import { parseYamlBy } from '../yaml-file.ts';
import { checkGold } from './check.ts';
import { type GoldItem, goldFileSchema } from './schema.ts';

/**
 * Reads the gold set of a recipe, in the order of its files. Empty where the recipe has none.
 *
 * @throws {IdiolectError} `RECIPE_BROKEN` with every problem at once: among others a quote that does not stand in the
 * turn it names, and a positive without evidence for a question that its pattern requires.
 */
export const loadGold = async ({ folder, patterns }: Pick<Recipe, 'folder' | 'patterns'>) => {
  const troubles: Trouble[] = [];
  const texts = await readYamlFolder(join(folder, 'gold'), troubles);
  const files = texts.flatMap((file) => {
    const parsed = parseYamlBy(goldFileSchema, file);
    if (parsed.ok) return [parsed.value];
    troubles.push(...parsed.failure);
    return [];
  });
  troubles.push(...checkGold(files, patterns));
  if (troubles.length > 0) throw toRecipeError(folder, troubles);
  return files.flatMap(({ value }) =>
    value.items.map((item): GoldItem => ({ ...item, pattern: value.pattern })),
  );
};
