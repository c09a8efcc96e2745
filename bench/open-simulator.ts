import { BUILT_IN_RECIPE, type Profile } from '../src/index.ts';
import { type ApartSimulator, makeProfile, startSimulatorApart } from '../src/simulator/index.ts';

/** A simulator in a process of its own that ends with the block it is opened in. */
export type BenchSimulator = ApartSimulator & AsyncDisposable;

/** What a benchmark wants of its simulator, besides the profile. */
export interface BenchSimulatorOptions {
  /** Writes each kind of conversation once, so that it takes little of the machine. Default true. */
  readonly repeat?: boolean;
}

/** Opens a simulator with the profile `calm` but for `settings`. */
export const openSimulator = async (
  settings: Partial<Profile>,
  { repeat = true }: BenchSimulatorOptions = {},
): Promise<BenchSimulator> => {
  const simulator = await startSimulatorApart({
    recipeFolder: BUILT_IN_RECIPE,
    fallbackFolder: BUILT_IN_RECIPE,
    profile: makeProfile('calm', settings),
    repeat,
  });
  return { ...simulator, [Symbol.asyncDispose]: () => simulator.stop() };
};
