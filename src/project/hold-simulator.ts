import { IdiolectError } from '../base/index.ts';
import type { Recipe } from '../recipe/index.ts';
import type { Profile, Simulator } from '../simulator/index.ts';
import { checkNumber } from './check-number.ts';
import type { GenerateOptions } from './settings.ts';

type SimulatorSettings = Pick<GenerateOptions, 'profile' | 'fault' | 'latencyMs'>;
type SimulatorFlags = SimulatorSettings & Pick<GenerateOptions, 'simulate' | 'baseUrl'>;

/**
 * The profile that options ask for.
 *
 * @throws {IdiolectError} `USAGE` for an unknown profile or fault.
 */
export const toProfile = async ({ profile, fault, latencyMs }: SimulatorSettings): Promise<Profile> => {
  const { makeProfile, parseFaults } = await loadSimulator();
  return makeProfile(profile, {
    ...(fault !== undefined && { faults: parseFaults(fault) }),
    ...(latencyMs !== undefined && { latencyMs: checkLatency(latencyMs) }),
  });
};

const checkLatency = (latencyMs: number): number => checkNumber('--latency-ms', latencyMs, 0, 600_000);

/** The simulator is a ninth of the program, and most runs have a provider to ask. */
export const loadSimulator = () => import('../simulator/index.ts');

/**
 * Starts one simulator, the first time somebody needs it. Starting rejects with `USAGE` for an unknown profile or fault.
 */
export const holdSimulator = (recipe: Recipe, options: SimulatorSettings) => {
  let running: Promise<Simulator> | undefined;
  const start = async (): Promise<Simulator> => {
    const profile = await toProfile(options);
    const { startSimulator } = await loadSimulator();
    return startSimulator({ recipe, profile });
  };
  return {
    start: (): Promise<Simulator> => {
      running ??= start();
      return running;
    },
    stop: async (): Promise<void> => {
      // One that could not start is told of where it was needed.
      await (await running?.catch(() => undefined))?.stop();
    },
  };
};

/** @throws {IdiolectError} `USAGE` when settings for the simulator would change nothing, or it alone is asked for. */
export const checkSimulatorFlags = (options: SimulatorFlags, isAnySimulated: boolean): void => {
  if (options.simulate === true && options.baseUrl !== undefined) {
    throw new IdiolectError('USAGE', '--simulate and --base-url name two servers.', {
      hint: 'Leave --base-url out to rehearse on the simulator, or leave --simulate out to use that server.',
    });
  }
  const flags = { '--profile': options.profile, '--fault': options.fault, '--latency-ms': options.latencyMs };
  const [flag] = Object.entries(flags).find(([, value]) => value !== undefined) ?? [];
  if (flag === undefined || isAnySimulated) return;
  throw new IdiolectError(
    'USAGE',
    `${flag} speaks of the simulator, and this run would use a real provider.`,
    {
      hint: 'Add --simulate to rehearse, or leave the flag out.',
    },
  );
};
