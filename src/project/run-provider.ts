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
import { readConversation } from '../generate/index.ts';
import type { SharedParts } from './control.ts';
import type { UsdRange } from './cost-forecast.ts';
import { DatasetDraft } from './dataset-draft.ts';
import type { Estimate } from './estimate.ts';
import { keepNoting } from './note-progress.ts';
import type { Target } from './open-target.ts';
import type { PreparedRun } from './prepare-run.ts';
import { toPace, toRunOptions } from './run-options.ts';
import { toRunEnding, toRunSettings } from './run-record.ts';
import type { GenerateSummary } from './summary.ts';
import { Tally } from './tally.ts';
import { type LineReader, makeLineReader, writeDataset } from './write-dataset.ts';

/**
 * Sees one provider's part through: calls, dataset file, summary.
 *
 * A fault that ends a run which has begun is the summary's `stopReason`, so that what was reached and paid is told.
 */
export const runProvider = async (prepared: PreparedRun, shared: SharedParts): Promise<GenerateSummary> => {
  const { ledger, clock, tell } = shared;
  const { target, file } = prepared;
  const startMs = clock.monotonicMs();
  const { runId, run, tally, keys } = await startRun(prepared, shared);
  const readLine = makeReader(target, tally, shared);
  const draft = new DatasetDraft(file, readLine);
  const noting = new AbortController();
  void keepNoting(runId, () => tally.measure(run), ledger, clock, noting.signal);
  try {
    for await (const outcome of run.outcomes) {
      tally.note(outcome);
      await draft.settle(Number(outcome.call.id), outcome.kind === 'accepted' ? outcome.value : undefined);
    }
  } finally {
    noting.abort();
  }
  const { stopReason } = run.state;
  const ending = await finishDataset(draft, () => writeDataset(file, tally.accepted.keys(), readLine)).then(
    (written) => ({ written, stopReason }),
    (error: unknown) => ({ written: 0, stopReason: toFault(error, stopReason) }),
  );
  const seconds = (clock.monotonicMs() - startMs) / 1000;
  // What answers were worth is noted unhurriedly; after a write that is awaited, all of it is there to be summed.
  await ledger.setAside([]).catch(() => undefined);
  const made = summarise(target, run, tally, ledger.readSpending(keys), { file, seconds, ...ending });
  const summary = await noteEnding(runId, made, ledger);
  tell({ kind: 'run-finished', run: runId, summary });
  return summary;
};

/** A run that has begun. */
interface Started {
  readonly runId: number;
  readonly run: Run<Conversation>;
  readonly tally: Tally;
  /** The keys of all calls that were drawn so far. */
  readonly keys: ReadonlySet<CallKey>;
}

/** Notes the run in the ledger and begins it. */
const startRun = async (
  { target, file, makeCall, rest }: PreparedRun,
  shared: SharedParts,
): Promise<Started> => {
  const { options, settings, plan, ledger, clock, tell } = shared;
  const { provider, modelName } = target;
  const { assignments } = plan;
  if (options.fresh) await ledger.setAside(assignments.map((each) => toCallKey(provider, makeCall(each))));
  const keys = new Set<CallKey>();
  function* makeCalls(): Generator<Call<Conversation>> {
    for (const assignment of assignments) {
      const call = makeCall(assignment);
      keys.add(toCallKey(provider, call));
      yield call;
    }
  }
  const runSettings = toRunSettings(target, file, shared);
  const runId = await ledger.beginRun({ ...runSettings });
  const nowMs = (): number => clock.monotonicMs();
  const tally = new Tally(assignments, { model: modelName, nowMs, estimateEach: toEach(rest.estimate) });
  const run = runCalls(
    makeCalls(),
    toRunOptions(target, shared, (event) => {
      tally.hear(event);
      tell({ kind: 'engine', run: runId, provider: provider.name, event });
    }),
  );
  const { isSimulated, missingKey, warning } = target;
  tell({
    kind: 'run-started',
    run: runId,
    provider: provider.name,
    model: modelName,
    isSimulated,
    missingKey,
    warning,
    file,
    planned: assignments.length,
    held: rest.held,
    isHeldExact: rest.isExact,
    estimateUsd: rest.estimate.costUsd,
    settings: { ...runSettings, ...toPace(settings) },
    standing: () => tally.measure(run),
  });
  return { runId, run, tally, keys };
};

/** What one conversation likely costs, out of what all of them do. */
const toEach = ({ calls, costUsd }: Estimate): UsdRange | undefined =>
  costUsd && calls > 0
    ? { low: costUsd.low / calls, likely: costUsd.likely / calls, high: costUsd.high / calls }
    : undefined;

/** Of several faults the first counts. */
const toFault = (error: unknown, earlier: StopReason | undefined): StopReason =>
  earlier?.kind === 'fault' ? earlier : { kind: 'fault', error };

const noteEnding = (runId: number, summary: GenerateSummary, ledger: Ledger): Promise<GenerateSummary> =>
  ledger.finishRun(runId, JSON.stringify(toRunEnding(summary))).then(
    () => summary,
    (error: unknown) => ({ ...summary, stopReason: toFault(error, summary.stopReason) }),
  );

/** Puts the draft in its place; where there is none that could be written, the file is made anew. */
const finishDataset = async (draft: DatasetDraft, makeAnew: () => Promise<number>): Promise<number> =>
  (await draft.finish()) ?? makeAnew();

/** Reads the lines of accepted assignments back from the ledger. */
const makeReader = (
  { provider, modelName }: Target,
  tally: Tally,
  { plan, ledger }: SharedParts,
): LineReader =>
  makeLineReader(tally.accepted, ledger, (number, raw) => {
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
  usdPerConversation: ending.written === 0 ? undefined : spending.costUsd / ending.written,
  unpriced: spending.unpriced,
  limits: tally.listLimits(),
  ...ending,
});
