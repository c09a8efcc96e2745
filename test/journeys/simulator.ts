import { BUILT_IN_RECIPE, loadRecipe, type Profile, type Simulator } from '../../src/index.ts';
import { makeProfile, parseFaults, startSimulator } from '../../src/simulator/index.ts';

/** A simulator in the test's own process, as the provider of a journey, with the environment that leads to it. */
export interface Provider extends AsyncDisposable {
  readonly simulator: Simulator;
  readonly env: Record<string, string>;
}

export const KEY = 'sk-planted-0123456789abcdefghijklmnop';

export const openProvider = async (
  settings: Partial<Profile> & { readonly fault?: string[] } = {},
): Promise<Provider> => {
  const { fault, ...rest } = settings;
  const recipe = await loadRecipe(BUILT_IN_RECIPE, BUILT_IN_RECIPE);
  const faults = fault === undefined ? {} : { faults: parseFaults(fault) };
  const profile = makeProfile('calm', { latencyMs: 5, ...faults, ...rest });
  const simulator = await startSimulator({ recipe, profile });
  return {
    simulator,
    env: {
      OPENAI_API_KEY: KEY,
      GOOGLE_API_KEY: KEY,
      ANTHROPIC_API_KEY: KEY,
      OPENAI_BASE_URL: simulator.baseUrls.openai,
      GOOGLE_GEMINI_BASE_URL: simulator.baseUrls.gemini,
      ANTHROPIC_BASE_URL: simulator.baseUrls.anthropic,
    },
    [Symbol.asyncDispose]: () => simulator.stop(),
  };
};
