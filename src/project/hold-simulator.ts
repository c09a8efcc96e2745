import { IdiolectError } from '../base/index.ts';
import type { Recipe } from '../recipe/index.ts';
import {
  makeProfile,
  type Profile,
  parseFaults,
  type Simulator,
  startSimulator,
} from '../simulator/index.ts';
import { checkNumber } from './check-number.ts';
import type { GenerateOptions } from './settings.ts';

type SimulatorSettings = Pick<GenerateOptions, 'profile' | 'fault' | 'latencyMs'>;
type SimulatorFlags = SimulatorSettings & Pick<GenerateOptions, 'simulate' | 'baseUrl'>;

/**
 * The profile that options ask for.
 *
 * @throws {IdiolectError} `USAGE` for an unknown profile or fault.
 */
export const toProfile = ({ profile, fault, latencyMs }: SimulatorSettings): Profile =>
  makeProfile(profile, {
    ...(fault !== undefined && { faults: parseFaults(fault) }),
    ...(latencyMs !== undefined && { latencyMs: checkLatency(latencyMs) }),
  });

const checkLatency = (latencyMs: number): number => checkNumber('--latency-ms', latencyMs, 0, 600_000);

/** Starts one simulator, the first time somebody needs it. */
export const holdSimulator = (recipe: Recipe, options: SimulatorSettings) => {
  const profile = toProfile(options);
  let running: Promise<Simulator> | undefined;
  return {
    start: (): Promise<Simulator> => {
      const started = running ?? startSimulator({ recipe, profile });
      running = started;
      return started;
    },
    stop: async (): Promise<void> => {
      await (await running)?.stop();
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
