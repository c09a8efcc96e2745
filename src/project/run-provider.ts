import type { Conversation } from '../conversation/index.ts';
import {
  type Call,
  type CallKey,
  type Ledger,
  type Run,
  runCalls,
  type StopReason,
  toCallKey,
} from '../engine/index.ts';
import { makeCallMaker, readConversation } from '../generate/index.ts';
import type { SharedParts } from './control.ts';
import { estimateCalls } from './estimate.ts';
import type { Target } from './open-target.ts';
import { toRunOptions } from './run-options.ts';
import { toRunEnding, toRunSettings } from './run-record.ts';
import type { GenerateSummary } from './summary.ts';
import { Tally } from './tally.ts';
import { writeDataset } from './write-dataset.ts';

/** The largest room that an answer is given where the registry does not know the model. */
const MOST_TOKENS = 16_384;

/**
 * Sees one provider's part through: calls, dataset file, summary.
 *
 * A fault that ends a run which has begun is the summary's `stopReason`, so that what was reached and paid is told.
 */
export const runProvider = async (
  target: Target,
  file: string,
  shared: SharedParts,
): Promise<GenerateSummary> => {
  const { options, settings, recipe, plan, ledger, clock, control } = shared;
  const { provider, model, modelName } = target;
  const startMs = clock.monotonicMs();
  const makeCall = makeCallMaker(recipe, {
    model: modelName,
    temperature: settings.temperature,
    maxTokens: settings.maxTokens,
    mostTokens: Math.max(settings.maxTokens, model?.maxOutput ?? MOST_TOKENS),
  });
  if (options.fresh) {
    await ledger.setAside(plan.assignments.map((each) => toCallKey(provider, makeCall(each))));
  }
  const keys = new Set<CallKey>();
  function* makeCalls(): Generator<Call<Conversation>> {
    for (const assignment of plan.assignments) {
      const call = makeCall(assignment);
      keys.add(toCallKey(provider, call));
      yield call;
    }
  }
  const runId = await ledger.beginRun({ ...toRunSettings(target, file, shared) });
  const run = runCalls(makeCalls(), toRunOptions(target, shared));
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
  const ending = await writeAccepted(target, file, tally, shared).then(
    (written) => ({ written, stopReason }),
    (error: unknown) => ({ written: 0, stopReason: toFault(error, stopReason) }),
  );
  const seconds = (clock.monotonicMs() - startMs) / 1000;
  const made = summarise(target, run, tally, ledger.readSpending(keys), { file, seconds, ...ending });
  const summary = await noteEnding(runId, made, ledger);
  control.onEvent?.({ kind: 'run-finished', summary });
  return summary;
};

/** Of several faults the first counts. */
const toFault = (error: unknown, earlier: StopReason | undefined): StopReason =>
  earlier?.kind === 'fault' ? earlier : { kind: 'fault', error };

const noteEnding = (runId: number, summary: GenerateSummary, ledger: Ledger): Promise<GenerateSummary> =>
  ledger.finishRun(runId, JSON.stringify(toRunEnding(summary))).then(
    () => summary,
    (error: unknown) => ({ ...summary, stopReason: toFault(error, summary.stopReason) }),
  );

const writeAccepted = (
  { provider, modelName }: Target,
  file: string,
  tally: Tally,
  { plan, ledger }: SharedParts,
): Promise<number> =>
  writeDataset(file, tally.accepted, ledger, (number, raw) => {
    const assignment = plan.assignments[number - 1];
    if (assignment === undefined) throw new Error(`Internal: there is no assignment ${number}.`);
    return readConversation(provider, raw, modelName, assignment);
  });

const summarise = (
  { provider, modelName, isSimulated }: Target,
  { state }: Run<Conversation>,
  tally: Tally,
  spending: ReturnType<SharedParts['ledger']['readSpending']>,
  ending: Pick<GenerateSummary, 'file' | 'written' | 'seconds' | 'stopReason'>,
): GenerateSummary => ({
  provider: provider.name,
  model: modelName,
  isSimulated,
  planned: tally.planned,
  fromLedger: Math.min(tally.fromLedger, ending.written),
  failed: tally.failed.toSorted((a, b) => a.number - b.number),
  unfinished: tally.planned - ending.written - tally.failed.length,
  spentUsd: state.spentUsd,
  uncertainUsd: state.uncertainUsd,
  totalUsd: spending.costUsd,
  unpriced: spending.unpriced,
  ...ending,
});
