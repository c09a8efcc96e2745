import { IdiolectError } from '../../base/index.ts';
import { planValidation } from '../../quality/index.ts';
import { type GoldItem, loadGold, type Recipe } from '../../recipe/index.ts';
import { loadSimulator } from '../hold-simulator.ts';

/** Of the planted gold set: a set of its own would make another validation of it each time. */
const PLANT_SEED = 42;

/**
 * The gold set by which a judge is measured: the recipe's, or for a simulated one what the simulator plants.
 *
 * @throws {IdiolectError} `RECIPE_BROKEN` where the gold set has faults; `USAGE` where there is none.
 */
export const loadGoldFor = async (recipe: Recipe, isSimulated: boolean): Promise<GoldItem[]> => {
  if (isSimulated) return (await loadSimulator()).plantGold(recipe, PLANT_SEED);
  const gold = await loadGold(recipe);
  if (gold.length > 0) return gold;
  throw new IdiolectError('USAGE', 'The recipe has no gold set to measure a judge on.', {
    hint: 'Put labelled conversations into gold/ of the recipe; docs/your-own-recipe.md tells how.',
    place: { file: recipe.folder },
  });
};

/** The gold sets whose validations count for a set: none where the recipe has no gold set, or a broken one. */
export const listGoldHashes = async (recipe: Recipe, isSimulated: boolean): Promise<string[]> => {
  const own = await loadGold(recipe).catch(() => []);
  const sets = [own, ...(isSimulated ? [await loadGoldFor(recipe, true)] : [])];
  return sets.filter((gold) => gold.length > 0).map((gold) => planValidation(gold, recipe).goldHash);
};
