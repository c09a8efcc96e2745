import { loadRecipe } from '../recipe/index.ts';
import type { Simulator } from '../simulator/index.ts';
import { checkWhole } from './check-number.ts';
import { loadSimulator, toProfile } from './hold-simulator.ts';
import { BUILT_IN_RECIPE, findRecipeFolder } from './paths.ts';
import type { GenerateOptions } from './settings.ts';

/** What a simulator that serves other programs takes. Flags of the command line bear the same names. */
export interface SimulateOptions
  extends Pick<GenerateOptions, 'folder' | 'recipe' | 'seed' | 'profile' | 'fault' | 'latencyMs'> {
  /** On 127.0.0.1; 0 picks a free one. Default 4010. */
  readonly port?: number;
  /** Requests per minute that it allows. */
  readonly rpm?: number;
  /** Tokens per minute that it allows. */
  readonly tpm?: number;
}

const DEFAULT_PORT = 4010;

/**
 * Starts the simulator alone, to write from the recipe that counts in a folder.
 *
 * @throws {IdiolectError} `USAGE`, `RECIPE_MISSING`, `RECIPE_BROKEN`.
 */
export const simulateAlone = async (options: SimulateOptions = {}): Promise<Simulator> => {
  const { port = DEFAULT_PORT, seed, rpm, tpm } = options;
  checkWhole('--port', port, 0, 65_535);
  if (seed !== undefined) checkWhole('--seed', seed, 0, 2_147_483_647);
  const limit = {
    ...(rpm !== undefined && { requestsPerMinute: checkWhole('--rpm', rpm, 1, 1_000_000_000) }),
    ...(tpm !== undefined && { tokensPerMinute: checkWhole('--tpm', tpm, 1, 1_000_000_000) }),
  };
  const profile = await toProfile(options);
  const folder = options.folder ?? process.cwd();
  const recipe = await loadRecipe(findRecipeFolder(folder, options.recipe), BUILT_IN_RECIPE);
  const { startSimulator } = await loadSimulator();
  return startSimulator({
    recipe,
    port,
    profile: (rpm ?? tpm) === undefined ? profile : { ...profile, limits: [limit] },
    ...(seed !== undefined && { seed }),
  });
};
