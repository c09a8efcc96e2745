import { IdiolectError } from '../base/index.ts';
import type { Recipe } from '../recipe/index.ts';
import {
  makeProfile,
  type Profile,
  parseFaults,
  type Simulator,
  startSimulator,
} from '../simulator/index.ts';
import type { GenerateOptions } from './settings.ts';

type SimulatorSettings = Pick<GenerateOptions, 'profile' | 'fault' | 'latencyMs'>;

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

const checkLatency = (latencyMs: number): number => {
  if (Number.isFinite(latencyMs) && latencyMs >= 0 && latencyMs <= 600_000) return latencyMs;
  throw new IdiolectError('USAGE', `--latency-ms is ${latencyMs}.`, {
    hint: 'Give a number from 0 to 600,000.',
  });
};

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

/** @throws {IdiolectError} `USAGE` when settings for the simulator would change nothing. */
export const checkSimulatorFlags = (options: SimulatorSettings, isAnySimulated: boolean): void => {
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
