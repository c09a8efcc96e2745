import { IdiolectError, suggestClosest } from '../base/index.ts';
import type { Unit } from '../gate/index.ts';
import { DESIGNS, type Design } from '../plan/index.ts';
import { PROVIDER_NAMES, type ProviderName } from '../providers/index.ts';
import { checkNumber, checkWhole } from './check-number.ts';

/** What a plan is made from. Everything has a default. */
export interface PlanOptions {
  /** The project's folder; the current one when left out. */
  readonly folder?: string;
  /** A recipe folder; else `recipe/` in the project, else the built-in recipe. */
  readonly recipe?: string;
  /** Conversations for each provider, 1 to 1,000,000. Default 100. */
  readonly count?: number;
  /** 0 to 2,147,483,647. Default 42. */
  readonly seed?: number;
  /** Default `cycle`. */
  readonly design?: Design;
}

/** What `generate` takes. Flags of the command line bear the same names. */
export interface GenerateOptions extends PlanOptions {
  /** May be left out with `simulate`; then it is `openai`. */
  readonly provider?: ProviderName | readonly ProviderName[] | undefined;
  /** Only with a single provider. */
  readonly model?: string;
  /** 0 to 2, at Anthropic 0 to 1. Default 0.8. */
  readonly temperature?: number;
  /** Room for one answer in tokens, hidden thinking not counted. Default 3,000. */
  readonly maxTokens?: number;
  /** Calls at once. Default 32. */
  readonly concurrency?: number;
  /** Requests a minute at most. */
  readonly rpm?: number;
  /** Tokens a minute at most, of both directions. */
  readonly tpm?: number;
  /** US dollars that this command may cost at most. */
  readonly maxCostUsd?: number;
  /** Answers per conversation that may turn out unusable. Default 3. */
  readonly maxAttempts?: number;
  /** Seconds that one answer may take; learnt when left out. */
  readonly timeoutSeconds?: number;
  /** Another server that speaks the provider's wire. */
  readonly baseUrl?: string;
  /** Folder for the dataset file; with several providers each gets a folder in it. */
  readonly outputDir?: string;
  /** Rehearse on the simulator even where there is a key. */
  readonly simulate?: boolean;
  /** A simulator profile. Default `calm`. */
  readonly profile?: string;
  /** Faults of the simulator, such as `429=0.1`. */
  readonly fault?: readonly string[];
  /** Milliseconds that a simulated answer takes. */
  readonly latencyMs?: number;
  /** The judges that `check` will ask, such as `openai` or `gemini:gemini-2.5-flash`: fixed with the run. */
  readonly judge?: readonly string[];
  /** What has to be right for the verdict of `check`: fixed with the run. Default `instance`. */
  readonly unit?: 'instance' | 'conversation';
  /** Ask for everything anew; earlier answers stay in the ledger, set aside. */
  readonly fresh?: boolean;
  /** Ask for more in place of what the checks reject or the model fails at, until `count` conversations are accepted. */
  readonly untilAccepted?: boolean;
}

/** Checked plan settings. */
export interface PlanSettings {
  readonly count: number;
  readonly seed: number;
  readonly design: Design;
}

export const DEFAULTS = {
  count: 100,
  seed: 42,
  design: 'cycle',
  temperature: 0.8,
  maxTokens: 3_000,
  concurrency: 32,
  maxAttempts: 3,
  profile: 'calm',
} as const;

const MOST_CONVERSATIONS = 1_000_000;
const MOST_SEED = 2_147_483_647;

/** @throws {IdiolectError} `USAGE` for a value out of its range. */
export const toPlanSettings = ({ count, seed, design }: PlanOptions): PlanSettings => ({
  count: checkWhole('--count', count ?? DEFAULTS.count, 1, MOST_CONVERSATIONS),
  seed: checkWhole('--seed', seed ?? DEFAULTS.seed, 0, MOST_SEED),
  design: checkOneOf('--design', design ?? DEFAULTS.design, DESIGNS),
});

/** Every number of a generation, checked. */
export interface GenerateSettings extends PlanSettings {
  readonly providers: readonly ProviderName[];
  readonly temperature: number;
  readonly maxTokens: number;
  readonly concurrency: number;
  readonly rpm: number | undefined;
  readonly tpm: number | undefined;
  readonly maxCostUsd: number;
  readonly maxAttempts: number;
  readonly timeoutSeconds: number | undefined;
  readonly untilAccepted: boolean;
}

/** @throws {IdiolectError} `USAGE` for a value out of its range or a combination that cannot be. */
export const toGenerateSettings = (options: GenerateOptions): GenerateSettings => {
  const providers = toProviders(options);
  const whole = (flag: string, value: number | undefined, most: number): number | undefined =>
    value === undefined ? undefined : checkWhole(flag, value, 1, most);
  return {
    ...toPlanSettings(options),
    providers,
    temperature: checkTemperature(options.temperature ?? DEFAULTS.temperature, providers),
    maxTokens: checkMaxTokens(options.maxTokens),
    concurrency: checkWhole('--concurrency', options.concurrency ?? DEFAULTS.concurrency, 1, 1_000),
    rpm: whole('--rpm', options.rpm, 10_000_000),
    tpm: whole('--tpm', options.tpm, 10_000_000_000),
    maxCostUsd:
      options.maxCostUsd === undefined
        ? Number.POSITIVE_INFINITY
        : checkNumber('--max-cost-usd', options.maxCostUsd, 0, 1_000_000),
    maxAttempts: checkWhole('--max-attempts', options.maxAttempts ?? DEFAULTS.maxAttempts, 1, 20),
    timeoutSeconds:
      options.timeoutSeconds === undefined
        ? undefined
        : checkNumber('--timeout-seconds', options.timeoutSeconds, 0.1, 86_400),
    untilAccepted: options.untilAccepted === true,
  };
};

/**
 * What has to be right, checked.
 *
 * @throws {IdiolectError} `USAGE` for another name.
 */
export const toUnit = (unit: string | undefined): Unit => checkOneOf('--unit', unit ?? 'instance', UNITS);

const UNITS = ['instance', 'conversation'] as const satisfies readonly Unit[];

/** Whom an estimate is for, checked. */
export interface EstimateSettings {
  readonly providers: readonly ProviderName[];
  readonly maxTokens: number;
}

/** Whom the quick start asks: an estimate is for these when none is named. */
const QUICK_START: readonly ProviderName[] = ['openai', 'gemini'];

/** @throws {IdiolectError} `USAGE` for a value out of its range, or a model without its provider. */
export const toEstimateSettings = ({
  provider,
  model,
  maxTokens,
}: Pick<GenerateOptions, 'provider' | 'model' | 'maxTokens'>): EstimateSettings => {
  if (model !== undefined && provider === undefined) {
    throw usage('--model has no provider', 'Give --provider along with --model.');
  }
  return {
    providers:
      provider === undefined ? QUICK_START : toProviders({ provider, ...(model !== undefined && { model }) }),
    maxTokens: checkMaxTokens(maxTokens),
  };
};

const checkMaxTokens = (maxTokens: number | undefined): number =>
  checkWhole('--max-tokens', maxTokens ?? DEFAULTS.maxTokens, 64, 200_000);

/** The highest temperature that a provider takes (API references of the three, 2026-08). */
const MOST_TEMPERATURE: Readonly<Record<ProviderName, number>> = { openai: 2, gemini: 2, anthropic: 1 };

const checkTemperature = (temperature: number, providers: readonly ProviderName[]): number => {
  checkNumber('--temperature', temperature, 0, 2);
  const strict = providers.find((name) => temperature > MOST_TEMPERATURE[name]);
  if (strict === undefined) return temperature;
  throw usage(
    `--temperature is ${temperature}, and ${strict} takes no more than ${MOST_TEMPERATURE[strict]}`,
    `Give a number from 0 to ${MOST_TEMPERATURE[strict]}, or run ${strict} by a command of its own.`,
  );
};

const toProviders = ({
  provider,
  simulate,
  model,
  baseUrl,
}: Pick<GenerateOptions, 'provider' | 'simulate' | 'model' | 'baseUrl'>): ProviderName[] => {
  const asked = typeof provider === 'string' ? [provider] : (provider ?? (simulate ? ['openai'] : []));
  const providers = [...new Set(asked.map((name) => checkOneOf('--provider', name, PROVIDER_NAMES)))];
  if (providers.length === 0) {
    throw usage('no provider was given', `Give --provider ${PROVIDER_NAMES.join(' | ')}.`);
  }
  const flag = model !== undefined ? '--model' : baseUrl !== undefined ? '--base-url' : undefined;
  if (flag !== undefined && providers.length > 1) {
    throw usage(`${flag} cannot serve several providers`, 'Run the command once for each provider.');
  }
  return providers;
};

const usage = (message: string, hint: string): IdiolectError =>
  new IdiolectError('USAGE', `${message.charAt(0).toUpperCase()}${message.slice(1)}.`, { hint });

const checkOneOf = <Name extends string>(flag: string, value: string, names: readonly Name[]): Name => {
  const name = names.find((known) => known === value);
  if (name !== undefined) return name;
  throw usage(`${flag} is "${value}"`, `Known: ${names.join(', ')}.${suggestClosest(value, names)}`);
};
