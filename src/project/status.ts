import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Conversation } from '../conversation/index.ts';
import {
  type Call,
  type CallKey,
  type Ledger,
  openLedger,
  type RunRecord,
  replayCall,
  toCallKey,
} from '../engine/index.ts';
import { makeCallMaker } from '../generate/index.ts';
import { type Assignment, makePlan } from '../plan/index.ts';
import { openProvider } from '../providers/index.ts';
import { loadRecipe, type Recipe } from '../recipe/index.ts';
import type { RunProgress } from './note-progress.ts';
import { BUILT_IN_RECIPE, toLedgerFile } from './paths.ts';
import { type FoldedRounds, type FoldParts, foldRounds } from './refill/fold-rounds.ts';
import { openAcceptance } from './refill/open-acceptance.ts';
import type { RunEnding } from './run-record.ts';
import type { RunSettings } from './run-settings.ts';
import type { FailedConversation, RejectedConversation } from './summary.ts';

/**
 * How one dataset file stands. Always: planned = done + failed + missing; of a run with `untilAccepted`
 * planned = done + rejected + spare + failed + missing.
 */
export interface DatasetStatus {
  readonly file: string;
  readonly fileExists: boolean;
  readonly provider: RunSettings['provider'];
  readonly model: string;
  readonly isSimulated: boolean;
  readonly count: number;
  readonly seed: number;
  readonly design: string;
  readonly planned: number;
  readonly done: number;
  readonly failed: readonly FailedConversation[];
  /** Not asked for yet, or not answered. */
  readonly missing: number;
  /** Of a run with `untilAccepted` alone: what came back and is not used. */
  readonly rejected?: readonly RejectedConversation[];
  /** Of a run with `untilAccepted` alone: usable, and more than were wanted. */
  readonly spare?: number;
  /** US dollars of all answers, unusable ones included. */
  readonly totalUsd: number;
  readonly usdPerConversation: number | undefined;
  /** Answers whose model has no known price. */
  readonly unpriced: number;
  /** The recipe has changed since: what it asks for now is not what these conversations were asked with. */
  readonly recipeChanged: boolean;
  readonly lastRun: {
    readonly startedAt: string;
    /** Why it stopped early; undefined when it came to its end. */
    readonly stopped: string | undefined;
    /** It has no end: it is still at work, or it was killed. */
    readonly isOpen: boolean;
    /** It is still at work. */
    readonly isAlive: boolean;
    /** How it stood when it told so last, at work every two seconds; undefined for one that has ended. */
    readonly progress: RunProgress | undefined;
  };
}

/** What a project has made so far. */
export interface ProjectStatus {
  readonly folder: string;
  readonly datasets: readonly DatasetStatus[];
  /** US dollars that were paid for all of them; an answer that several share counts once. */
  readonly totalUsd: number;
  /** US dollars that the simulated ones would have cost at list prices. Nothing of it was paid. */
  readonly simulatedUsd: number;
}

/**
 * Tells what was made, what it cost, what is missing and why, from the plan and the ledger. Makes no call.
 *
 * @throws {IdiolectError} `LEDGER_NEWER`, `LEDGER_UNREADABLE`, `LEDGER_NOT_WRITABLE`; `LEDGER_DAMAGED` where a read meets
 * damage, and nothing is mended.
 */
export const readStatus = async (options: { readonly folder?: string } = {}): Promise<ProjectStatus> => {
  const folder = options.folder ?? process.cwd();
  const ledgerFile = toLedgerFile(folder);
  if (!existsSync(ledgerFile)) return { folder, datasets: [], totalUsd: 0, simulatedUsd: 0 };
  await using ledger = openLedger(ledgerFile, { readOnly: true });
  const latest = new Map<string, RunRecord>();
  for (const run of ledger.listRuns()) {
    if (run.settings.command === 'generate') latest.set(String(run.settings.file), run);
  }
  const datasets: DatasetStatus[] = [];
  const [real, simulated] = [new CostSum(), new CostSum()];
  for (const run of latest.values()) {
    const { dataset, keys } = await readDatasetStatus(folder, run, ledger);
    datasets.push(dataset);
    (dataset.isSimulated ? simulated : real).add(dataset.totalUsd, keys);
  }
  return {
    folder,
    datasets,
    totalUsd: real.total(ledger),
    simulatedUsd: simulated.total(ledger),
  };
};

/** Adds up what datasets cost; an answer that several share counts once. */
class CostSum {
  readonly #keys = new Set<CallKey>();
  #unknownUsd = 0;

  /** @param keys - The calls of the dataset, as far as they are known. */
  add(totalUsd: number, keys: readonly CallKey[] | undefined): void {
    if (keys === undefined) this.#unknownUsd += totalUsd;
    for (const key of keys ?? []) this.#keys.add(key);
  }

  total(ledger: Pick<Ledger, 'readSpending'>): number {
    return ledger.readSpending(this.#keys).costUsd + this.#unknownUsd;
  }
}

const readDatasetStatus = async (folder: string, run: RunRecord, ledger: Ledger): Promise<Told> => {
  const settings = run.settings as unknown as RunSettings;
  const ending = run.ending === undefined ? undefined : (JSON.parse(run.ending) as RunEnding);
  const recipe = await loadSameRecipe(folder, settings);
  const { keys, ...standing } = recipe
    ? await foldLedger(recipe, settings, ledger)
    : fromRuns(settings, ending, run, ledger);
  const dataset: DatasetStatus = {
    file: settings.file,
    fileExists: existsSync(resolve(folder, settings.file)),
    provider: settings.provider,
    model: settings.model,
    isSimulated: settings.isSimulated,
    count: settings.count,
    seed: settings.seed,
    design: settings.design,
    ...standing,
    usdPerConversation: standing.done === 0 ? undefined : standing.totalUsd / standing.done,
    recipeChanged: recipe === undefined,
    lastRun: {
      startedAt: new Date(run.startedMs).toISOString(),
      stopped: ending?.stopped,
      isOpen: ending === undefined,
      isAlive: ending === undefined && run.isAlive,
      progress: ending === undefined ? (run.progress as RunProgress | undefined) : undefined,
    },
  };
  return { dataset, keys };
};

/** The calls of a dataset are known as long as its recipe is. */
interface Told {
  readonly dataset: DatasetStatus;
  readonly keys: readonly CallKey[] | undefined;
}

type Standing = Pick<
  DatasetStatus,
  'planned' | 'done' | 'failed' | 'missing' | 'rejected' | 'spare' | 'totalUsd' | 'unpriced'
> &
  Pick<Told, 'keys'>;

/** The recipe of a run, when it still is what it was. */
const loadSameRecipe = async (folder: string, settings: RunSettings): Promise<Recipe | undefined> => {
  const from = settings.recipe === '' ? BUILT_IN_RECIPE : resolve(folder, settings.recipe);
  const recipe = await loadRecipe(from, BUILT_IN_RECIPE).catch(() => undefined);
  return recipe?.hash === settings.recipeHash ? recipe : undefined;
};

const foldLedger = async (recipe: Recipe, settings: RunSettings, ledger: Ledger): Promise<Standing> => {
  const { model, temperature, maxTokens, baseUrl, isSimulated } = settings;
  // Reading needs no server; the simulator's name is no address that one could be opened by.
  const { read } = openProvider(settings.provider, { apiKey: 'none', ...(isSimulated ? {} : { baseUrl }) });
  const provider = { name: settings.provider, baseUrl, read };
  const toCall = makeCallMaker(recipe, { model, temperature, maxTokens, mostTokens: maxTokens });
  const keys = new Set<CallKey>();
  const makeCall = (assignment: Assignment): Call<Conversation> => {
    const call = toCall(assignment);
    keys.add(toCallKey(provider, call));
    return call;
  };
  const parts = { recipe, plan: settings, provider, model, makeCall, ledger };
  const { asked, ...folded } = settings.untilAccepted
    ? await foldRounds({ ...parts, acceptance: await openAcceptance(recipe, provider.name) })
    : foldPlan(parts);
  const { costUsd, unpriced } = ledger.readSpending(keys);
  return { ...folded, planned: asked, totalUsd: costUsd, unpriced, keys: [...keys] };
};

/** What a plan that is asked for once came to. */
const foldPlan = ({
  recipe,
  plan,
  provider,
  makeCall,
  ledger,
}: Omit<FoldParts, 'acceptance'>): Pick<FoldedRounds, 'asked' | 'done' | 'failed' | 'missing'> => {
  const failed: FailedConversation[] = [];
  let done = 0;
  for (const assignment of makePlan(recipe, plan).assignments) {
    const { number, topic } = assignment;
    const call = makeCall(assignment);
    if (replayCall(provider, call, ledger).kind === 'accepted') {
      done++;
      continue;
    }
    const failure = ledger.readFailure(toCallKey(provider, call));
    if (failure) failed.push({ number, topic, reason: failure.kind, message: failure.message });
  }
  return { asked: plan.count, done, failed, missing: plan.count - done - failed.length };
};

/** As the run told at its end, or last before it was killed. */
const fromRuns = (
  settings: RunSettings,
  ending: RunEnding | undefined,
  run: RunRecord,
  ledger: Pick<Ledger, 'listRuns'>,
): Standing => {
  if (ending !== undefined) {
    const { planned, written, failed, unfinished, totalUsd, unpriced, rejected, refill } = ending;
    return {
      ...{ planned, failed, totalUsd, unpriced },
      done: written,
      missing: unfinished,
      ...(rejected && { rejected, spare: refill?.spare ?? 0 }),
      keys: undefined,
    };
  }
  const done = (run.progress as RunProgress | undefined)?.done ?? 0;
  // Which ones it had given up, it tells at its end alone: they count as missing.
  const planned = settings.count;
  const missing = planned - done;
  const totalUsd = sumSpending(settings, ledger);
  return { planned, done, failed: [], missing, totalUsd, unpriced: 0, keys: undefined };
};

/** What all runs for a dataset say that they spent: a run that was killed knows only of its own calls. */
const sumSpending = (settings: RunSettings, ledger: Pick<Ledger, 'listRuns'>): number =>
  ledger
    .listRuns()
    .filter((run) => run.settings.file === settings.file && run.settings.recipeHash === settings.recipeHash)
    .map(({ ending, progress }) =>
      ending === undefined
        ? ((progress as RunProgress | undefined)?.spentUsd ?? 0)
        : (JSON.parse(ending) as RunEnding).spentUsd,
    )
    .reduce((sum, usd) => sum + usd, 0);
