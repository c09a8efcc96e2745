import { join, relative } from 'node:path';
import { IdiolectError } from '../base/index.ts';
import type { Conversation } from '../conversation/index.ts';
import { type Call, runCalls, toCallKey } from '../engine/index.ts';
import { makeCallMaker, readConversation } from '../generate/index.ts';
import { hasPrice, type Model, priceUsage, type Usage } from '../providers/index.ts';
import { estimateCalls } from './estimate.ts';
import type { SharedParts } from './control.ts';
import type { Target } from './open-target.ts';
import type { GenerateSettings } from './settings.ts';
import type { GenerateSummary } from './summary.ts';
import { toRunEnding, toRunSettings } from './run-record.ts';
import { Tally } from './tally.ts';
import { checkWritable, writeDataset } from './write-dataset.ts';

/** How long answers that are under way may still arrive once a run stops. */
const GRACE_MS = 20_000;
/** The largest room that an answer is given where the registry does not know the model. */
const MOST_TOKENS = 16_384;

/**
 * Makes sure, before anything is paid for, that the run can end well: the file can be written, simulated text stays
 * apart, and a budget can be kept.
 *
 * @throws {IdiolectError} `OUTPUT_NOT_WRITABLE`, `USAGE` or `PRICE_UNKNOWN`.
 */
export const checkOutput = async (
  folder: string,
  file: string,
  target: Target,
  settings: GenerateSettings,
): Promise<void> => {
  const fromReal = relative(join(folder, 'data', 'synthetic'), file);
  if (target.isSimulated && !fromReal.startsWith('..')) {
    throw new IdiolectError('USAGE', 'Simulated text is not written into data/synthetic/.', {
      hint: 'Leave --output-dir out (simulated text goes to data/simulated/), or set a key to use the provider.',
      place: { file },
    });
  }
  if (settings.maxCostUsd !== Number.POSITIVE_INFINITY && !isPriced(target.model)) {
    throw new IdiolectError('PRICE_UNKNOWN', `No price is known for ${target.modelName}, so a budget cannot be kept.`, {
      hint: 'Add the model to models.json in this folder (docs/models.md), or leave --max-cost-usd out.',
    });
  }
  await checkWritable(file);
};

const isPriced = (model: Model | undefined): model is Model => model !== undefined && hasPrice(model);

/** Sees one provider's part through: calls, dataset file, summary. */
export const runProvider = async (target: Target, file: string, shared: SharedParts): Promise<GenerateSummary> => {
  const { options, settings, recipe, plan, ledger, clock, control } = shared;
  const { provider, model, modelName } = target;
  const startMs = clock.monotonicMs();
  const makeCall = makeCallMaker(recipe, {
    model: modelName,
    temperature: settings.temperature,
    maxTokens: settings.maxTokens,
    mostTokens: Math.max(settings.maxTokens, model?.maxOutput ?? MOST_TOKENS),
  });
  const keys = new Set<ReturnType<typeof toCallKey>>();
  function* makeCalls(): Generator<Call<Conversation>> {
    for (const assignment of plan.assignments) {
      const call = makeCall(assignment);
      keys.add(toCallKey(provider, call.request));
      yield call;
    }
  }
  if (options.fresh) await ledger.setAside(plan.assignments.map((each) => toCallKey(provider, makeCall(each).request)));
  const runId = await ledger.beginRun({ ...toRunSettings(target, file, shared) });
  const price = (usage: Usage): number | undefined => (isPriced(model) ? priceUsage(model, usage, clock.nowMs()) : undefined);
  const run = runCalls(makeCalls(), {
    provider,
    model: modelName,
    ledger,
    clock,
    random: shared.random,
    ceilings: {
      concurrency: settings.concurrency,
      ...(settings.rpm === undefined ? {} : { requestsPerMinute: settings.rpm }),
      ...(settings.tpm === undefined ? {} : { tokensPerMinute: settings.tpm }),
    },
    maxAttempts: settings.maxAttempts,
    budget: shared.budget,
    priceUsage: price,
    ...(settings.timeoutSeconds === undefined ? {} : { timeLimitMs: settings.timeoutSeconds * 1000 }),
    graceMs: GRACE_MS,
    signal: control.signal ?? new AbortController().signal,
    ...(control.leaveNow === undefined ? {} : { leaveNow: control.leaveNow }),
    emit: (event) => control.onEvent?.({ kind: 'engine', provider: provider.name, event }),
  });
  const tally = new Tally(plan.assignments, () => clock.monotonicMs());
  control.onEvent?.({
    kind: 'run-started',
    provider: provider.name,
    model: modelName,
    isSimulated: target.isSimulated,
    missingKey: target.missingKey,
    warning: target.warning,
    planned: plan.assignments.length,
    file,
    estimateUsd: estimateCalls(plan.assignments, makeCall, model, provider).costUsd?.likely,
    standing: () => tally.measure(run),
  });
  for await (const outcome of run.outcomes) tally.note(outcome);
  const { stopReason } = run.state;
  const written = await writeDataset(file, tally.accepted, ledger, (number, raw) => {
    const assignment = plan.assignments[number - 1];
    if (assignment === undefined) throw new Error(`Internal: there is no assignment ${number}.`);
    return readConversation(provider, raw, modelName, assignment);
  });
  const spending = ledger.readSpending(keys);
  const summary: GenerateSummary = {
    provider: provider.name,
    model: modelName,
    isSimulated: target.isSimulated,
    file,
    planned: plan.assignments.length,
    written,
    fromLedger: tally.fromLedger,
    failed: tally.failed.sort((a, b) => a.number - b.number),
    unfinished: tally.unfinished,
    spentUsd: run.state.spentUsd,
    uncertainUsd: run.state.uncertainUsd,
    totalUsd: spending.costUsd,
    unpriced: spending.unpriced,
    seconds: (clock.monotonicMs() - startMs) / 1000,
    stopReason,
  };
  await ledger.finishRun(runId, JSON.stringify(toRunEnding(summary)));
  control.onEvent?.({ kind: 'run-finished', summary });
  if (stopReason?.kind === 'fault') throw stopReason.error;
  return summary;
};
