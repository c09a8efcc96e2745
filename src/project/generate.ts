import { relative } from 'node:path';
import { IdiolectError, makeRandom, systemClock } from '../base/index.ts';
import { Budget, type Ledger, openLedger } from '../engine/index.ts';
import { makePlan } from '../plan/index.ts';
import { loadRecipe } from '../recipe/index.ts';
import { checkBefore } from './check-before.ts';
import type { GenerateControl } from './control.ts';
import { readEnvironment } from './environment.ts';
import { checkSimulatorFlags, holdSimulator } from './hold-simulator.ts';
import { loadModels } from './models.ts';
import { openTarget } from './open-target.ts';
import { BUILT_IN_RECIPE, findRecipeFolder, toDatasetFile, toLedgerFile } from './paths.ts';
import { runProvider } from './run-provider.ts';
import { type GenerateOptions, toGenerateSettings } from './settings.ts';
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
  const environment = readEnvironment(folder);
  const registry = loadModels(folder);
  const plan = makePlan(recipe, settings);
  const simulator = holdSimulator(recipe, options);
  try {
    const world = { environment, registry, simulator: simulator.start, todayMs: clock.nowMs() };
    const targets = await Promise.all(settings.providers.map((name) => openTarget(name, options, world)));
    checkSimulatorFlags(
      options,
      targets.some(({ isSimulated }) => isSimulated),
    );
    const parts = targets.map((target) => ({
      target,
      file: toDatasetFile(folder, {
        provider: target.provider.name,
        count: settings.count,
        seed: settings.seed,
        isSimulated: target.isSimulated,
        ...toOutputFolder(options, target.provider.name, targets.length),
      }),
    }));
    for (const part of parts) await checkBefore(folder, part.file, part.target, settings);
    await using ledger: Ledger = openLedger(toLedgerFile(folder), {
      clock,
      onWaiting: (reason) => control.onEvent?.({ kind: 'ledger-waiting', reason }),
    });
    const budget = new Budget(settings.maxCostUsd);
    const random = makeRandom(clock.nowMs() % 0x7fff_ffff, 'backoff');
    const shared = {
      folder,
      options,
      settings,
      recipe,
      recipePath,
      plan,
      ledger,
      budget,
      clock,
      random,
      control,
    };
    const runs = parts.map((part) => runProvider(part.target, part.file, shared));
    return toSummaries(await Promise.allSettled(runs));
  } finally {
    await simulator.stop();
  }
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
