import { relative } from 'node:path';
import { IdiolectError, makeRandom, systemClock } from '../base/index.ts';
import { Budget, type Ledger, openLedger } from '../engine/index.ts';
import { THRESHOLDS, toRegistration } from '../gate/index.ts';
import { makePlan } from '../plan/index.ts';
import type { Adjustment, ProviderName } from '../providers/index.ts';
import { loadRecipe } from '../recipe/index.ts';
import { nameJudges, toAskedJudges } from './asked-judges.ts';
import { checkBefore } from './check-before.ts';
import type { GenerateControl, SharedParts } from './control.ts';
import { readEnvironment } from './environment.ts';
import { checkSimulatorFlags, holdSimulator } from './hold-simulator.ts';
import { type Listeners, openListeners } from './listeners.ts';
import { loadModels } from './models.ts';
import { openTarget, type Target, type World } from './open-target.ts';
import { BUILT_IN_RECIPE, findRecipeFolder, toDatasetFile, toLedgerFile } from './paths.ts';
import { prepareRun } from './prepare-run.ts';
import { runProvider } from './run-provider.ts';
import { type GenerateOptions, type GenerateSettings, toGenerateSettings, toUnit } from './settings.ts';
import type { GenerateSummary } from './summary.ts';

/**
 * Writes the conversations that the plan asks for, with one or several providers at once.
 *
 * A reply that was paid for is never asked for again: the same options a second time make no call and write the same
 * bytes. Where a provider has neither a key nor another base URL, its part is rehearsed on the simulator and lies in
 * `data/simulated/`.
 *
 * @throws {IdiolectError} for whatever the user can mend before anything is paid for; see `docs/errors.md`. A fault
 * of the ledger or the output in mid-run is thrown when the parts of all providers have ended; by then `run-finished`
 * has told how each of them stands.
 *
 * @example
 * const [summary] = await generate({ provider: 'openai', count: 5, simulate: true });
 * console.log(summary.written, summary.file);
 */
export const generate = async (
  options: GenerateOptions,
  control: GenerateControl = {},
): Promise<GenerateSummary[]> => {
  const settings = toGenerateSettings(options);
  const folder = options.folder ?? process.cwd();
  const clock = control.clock ?? systemClock;
  const recipeFolder = findRecipeFolder(folder, options.recipe);
  const recipe = await loadRecipe(recipeFolder, BUILT_IN_RECIPE);
  const recipePath = recipeFolder === BUILT_IN_RECIPE ? '' : relative(folder, recipeFolder);
  const plan = makePlan(recipe, settings);
  const unit = toUnit(options.unit);
  const judges = toAskedJudges(options.judge ?? [], undefined);
  const simulator = holdSimulator(recipe, options);
  try {
    let tell: Listeners['tell'] = () => undefined;
    const world = {
      environment: readEnvironment(folder),
      registry: loadModels(folder),
      simulator: simulator.start,
      todayMs: clock.nowMs(),
      onAdjusted: (provider: ProviderName, adjustment: Adjustment) =>
        tell({ kind: 'adjusted', provider, ...adjustment }),
    };
    const parts = await openParts(folder, options, settings, world);
    for (const part of parts) await checkBefore(folder, part.file, part.target, settings);
    const listeners = await openListeners(folder, control, clock);
    tell = listeners.tell;
    try {
      return await runParts(parts, {
        ...{ folder, options, settings, recipe, recipePath, plan, clock, control },
        registration: toRegistration({
          thresholds: THRESHOLDS,
          unit,
          seed: settings.seed,
          judges: nameJudges(judges, { ...world, simulate: options.simulate === true }),
        }),
        tell,
        budget: new Budget(settings.maxCostUsd),
        random: makeRandom(clock.nowMs() % 0x7fff_ffff, 'backoff'),
      });
    } finally {
      await listeners.close();
    }
  } finally {
    await simulator.stop();
  }
};

/** One provider's part of a command. */
interface Part {
  readonly target: Target;
  readonly file: string;
}

/** Finds out whom each part talks to, and where its dataset file will lie. */
const openParts = async (
  folder: string,
  options: GenerateOptions,
  settings: GenerateSettings,
  world: World,
): Promise<Part[]> => {
  const targets = await Promise.all(settings.providers.map((name) => openTarget(name, options, world)));
  checkSimulatorFlags(
    options,
    targets.some(({ isSimulated }) => isSimulated),
  );
  return targets.map((target) => ({
    target,
    file: toDatasetFile(folder, {
      provider: target.provider.name,
      count: settings.count,
      seed: settings.seed,
      isSimulated: target.isSimulated,
      ...toOutputFolder(options, target.provider.name, targets.length),
    }),
  }));
};

const runParts = async (
  parts: readonly Part[],
  shared: Omit<SharedParts, 'ledger'>,
): Promise<GenerateSummary[]> => {
  const { folder, clock, tell } = shared;
  await using ledger: Ledger = openLedger(toLedgerFile(folder), {
    clock,
    onBlocked: (reason) => tell({ kind: 'ledger-blocked', reason }),
    onUnblocked: () => tell({ kind: 'ledger-unblocked' }),
  });
  const all = { ...shared, ledger };
  // Before the first of them asks for anything.
  const prepared = parts.map(({ target, file }) => prepareRun(target, file, all));
  return toSummaries(await Promise.allSettled(prepared.map((part) => runProvider(part, all))));
};

/** The summaries when no part met a fault. Otherwise a bug is thrown before what the user can mend. */
const toSummaries = (ended: readonly PromiseSettledResult<GenerateSummary>[]): GenerateSummary[] => {
  const faults = ended.flatMap((end) => {
    if (end.status === 'rejected') return [end.reason as unknown];
    return end.value.stopReason?.kind === 'fault' ? [end.value.stopReason.error] : [];
  });
  if (faults.length > 0) throw faults.find((fault) => !(fault instanceof IdiolectError)) ?? faults[0];
  return ended.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
};

const toOutputFolder = ({ outputDir }: GenerateOptions, provider: string, providers: number) =>
  outputDir === undefined ? {} : { outputFolder: providers === 1 ? outputDir : `${outputDir}/${provider}` };
