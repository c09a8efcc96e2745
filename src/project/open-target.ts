import { IdiolectError } from '../base/index.ts';
import {
  type Adjustment,
  checkModel,
  defaultBaseUrl,
  defaultModel,
  findModel,
  type Model,
  openProvider,
  type Provider,
  type ProviderName,
  type Registry,
} from '../providers/index.ts';
import type { Simulator } from '../simulator/index.ts';
import { type Environment, KEY_VARIABLES } from './environment.ts';
import type { GenerateOptions } from './settings.ts';

/** Whom a run talks to. */
export interface Target {
  readonly provider: Provider;
  readonly modelName: string;
  /** What is known of the model; undefined for one that the registry does not hold. */
  readonly model: Model | undefined;
  readonly isSimulated: boolean;
  /** Why it is simulated although it was not asked for. */
  readonly missingKey: string | undefined;
  /** A retirement that is near, in words. */
  readonly warning: string | undefined;
  /** What is known of all models: another one than was asked for may answer. */
  readonly registry: Registry;
}

/** What has to be known of the world to find a target. */
export interface World {
  readonly environment: Environment;
  readonly registry: Registry;
  readonly simulator: () => Promise<Simulator>;
  readonly todayMs: number;
  /** Hears when a server refused a parameter, and is asked without it from then on. */
  readonly onAdjusted?: (provider: ProviderName, adjustment: Adjustment) => void;
}

/** The base URL by which the ledger knows the simulator, whatever port it has today. */
const SIMULATOR_URL = 'simulator:';
/** How long before a retirement a run begins to warn of it. */
const WARN_DAYS = 90;

/**
 * Finds out whom to talk to: the provider when there is a key or another base URL, else the simulator.
 *
 * @throws {IdiolectError} `MODEL_RETIRED` for a model that the provider has shut down.
 */
export const openTarget = async (
  name: ProviderName,
  options: GenerateOptions,
  world: World,
): Promise<Target> => {
  const modelName = options.model ?? defaultModel(name, world.registry);
  const model = findModel(world.registry, name, modelName);
  const baseUrl = options.baseUrl ?? world.environment.baseUrls[name];
  const apiKey = world.environment.keys[name];
  const isSimulated = options.simulate === true || (apiKey === undefined && baseUrl === undefined);
  const { registry } = world;
  const common = {
    registry,
    onAdjusted: (adjustment: Adjustment) => world.onAdjusted?.(name, adjustment),
  };
  if (isSimulated) {
    const simulator = await world.simulator();
    const provider = openProvider(name, {
      apiKey: 'simulated',
      baseUrl: simulator.baseUrls[name],
      ...common,
    });
    const missingKey = options.simulate === true ? undefined : KEY_VARIABLES[name].join(' or ');
    // The simulator's port changes from run to run; what it answers does not.
    const stable = { ...provider, baseUrl: `${SIMULATOR_URL}${name}` };
    return { provider: stable, modelName, model, isSimulated, missingKey, warning: undefined, registry };
  }
  const provider = openProvider(name, {
    apiKey: apiKey ?? '',
    ...common,
    ...(baseUrl === undefined ? {} : { baseUrl }),
  });
  const isOfficial = provider.baseUrl === defaultBaseUrl(name);
  const warning = isOfficial && model ? checkRetirement(model, world.todayMs) : undefined;
  return { provider, modelName, model, isSimulated, missingKey: undefined, warning, registry };
};

const checkRetirement = (model: Model, todayMs: number): string | undefined => {
  const standing = checkModel(model, todayMs);
  if (standing.kind === 'fine') return undefined;
  const next = standing.successor === undefined ? '' : ` Its successor is ${standing.successor}.`;
  if (standing.kind === 'retired') {
    throw new IdiolectError('MODEL_RETIRED', `${model.id} was shut down on ${standing.onDate}.`, {
      hint: `Choose another with --model.${next} Nothing was asked for.`,
    });
  }
  return standing.daysLeft <= WARN_DAYS
    ? `${model.id} will be shut down on ${standing.onDate}, ${toDaysText(standing.daysLeft)}.${next}`
    : undefined;
};

const toDaysText = (days: number): string => ['today', 'tomorrow'][days] ?? `in ${days} days`;
