import type { Conversation } from '../conversation/index.ts';
import {
  type Call,
  type CallKey,
  type EngineEvent,
  type Ledger,
  type StopReason,
  toCallKey,
} from '../engine/index.ts';
import type { Assignment } from '../plan/index.ts';
import type { SharedParts } from './control.ts';
import type { UsdRange } from './cost-forecast.ts';
import { type Course, type CourseEnd, makeBrokenCourse, makePlanCourse, makeReadBack } from './course.ts';
import { EngineWork } from './engine-work.ts';
import type { Estimate } from './estimate.ts';
import { keepNoting } from './note-progress.ts';
import type { Target } from './open-target.ts';
import type { PreparedRun } from './prepare-run.ts';
import { openAcceptance } from './refill/open-acceptance.ts';
import { makeRefillCourse } from './refill/refill-course.ts';
import { toPace, toRunOptions } from './run-options.ts';
import { toRunEnding, toRunSettings } from './run-record.ts';
import type { GenerateSummary } from './summary.ts';
import { Tally } from './tally.ts';
import { makeLineReader } from './write-dataset.ts';

/**
 * Sees one provider's part through: calls, dataset file, summary.
 *
 * A fault that ends a run which has begun is the summary's `stopReason`, so that what was reached and paid is told.
 */
export const runProvider = async (prepared: PreparedRun, shared: SharedParts): Promise<GenerateSummary> => {
  const { ledger, clock, tell } = shared;
  const { target, file } = prepared;
  const startMs = clock.monotonicMs();
  const begun = await beginRun(prepared, shared);
  const { runId, work, tally, keys } = begun;
  const course = await openCourse(begun, prepared, shared).catch(makeBrokenCourse);
  const noting = new AbortController();
  void keepNoting(runId, () => tally.measure(work), ledger, clock, noting.signal);
  const fault = await follow(course, begun).finally(() => noting.abort());
  const stopReason = fault === undefined ? work.stopReason : toFault(fault.error, work.stopReason);
  const ending = await finishCourse(course).then(
    (end) => ({ ...end, stopReason }),
    (error: unknown) => ({ written: 0, stopReason: toFault(error, stopReason) }),
  );
  const seconds = (clock.monotonicMs() - startMs) / 1000;
  // What answers were worth is noted unhurriedly; after a write that is awaited, all of it is there to be summed.
  await ledger.setAside([]).catch(() => undefined);
  const made = summarise(target, begun, ledger.readSpending(keys), { file, seconds, ...ending });
  const summary = await noteEnding(runId, made, ledger);
  tell({ kind: 'run-finished', run: runId, summary: withoutTopics(summary) });
  return summary;
};

/** A run that has begun. */
interface Begun {
  readonly runId: number;
  readonly work: EngineWork;
  readonly tally: Tally;
  readonly emit: (event: EngineEvent) => void;
  readonly makeCall: (assignment: Assignment) => Call<Conversation>;
  /** The keys of all calls that were made so far. */
  readonly keys: ReadonlySet<CallKey>;
}

/** Notes the run in the ledger and tells of it. */
const beginRun = async (prepared: PreparedRun, shared: SharedParts): Promise<Begun> => {
  const { target, file, rest } = prepared;
  const { settings, plan, ledger, clock, tell } = shared;
  const { provider, modelName } = target;
  const { assignments } = plan;
  const keys = new Set<CallKey>();
  const makeCall = (assignment: Assignment): Call<Conversation> => {
    const call = prepared.makeCall(assignment);
    keys.add(toCallKey(provider, call));
    return call;
  };
  const runSettings = toRunSettings(target, file, shared);
  const runId = await ledger.beginRun({ ...runSettings, quality: shared.registration });
  const tally = new Tally(assignments, {
    model: modelName,
    nowMs: () => clock.monotonicMs(),
    estimateEach: toEach(rest.estimate),
    wanted: settings.untilAccepted ? settings.count : undefined,
  });
  const emit = (event: EngineEvent): void => {
    tally.hear(event);
    tell({ kind: 'engine', run: runId, provider: provider.name, event });
  };
  const work = new EngineWork((hear) => toRunOptions(target, shared, hear), emit);
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
    standing: () => tally.measure(work),
  });
  return { runId, work, tally, emit, makeCall, keys };
};

/** What is asked for, and in which order. */
const openCourse = async (begun: Begun, prepared: PreparedRun, shared: SharedParts): Promise<Course> => {
  const { runId, tally, makeCall, emit } = begun;
  const { settings, options, plan, ledger, recipe, tell } = shared;
  const { target, file } = prepared;
  const { name } = target.provider;
  if (!settings.untilAccepted) {
    const keysOf = (): CallKey[] =>
      plan.assignments.map((each) => toCallKey(target.provider, makeCall(each)));
    if (options.fresh) await ledger.setAside(keysOf());
    const read = makeReadBack(target, (number) => plan.assignments[number - 1]);
    return makePlanCourse(plan.assignments, file, tally, makeLineReader(tally.accepted, ledger, read));
  }
  return makeRefillCourse({
    ...{ target, file, makeCall, shared, tally },
    acceptance: await openAcceptance(recipe, name),
    onStored: ({ call, kind }) => emit({ kind: 'call-settled', call: call.id, as: kind, source: 'ledger' }),
    onRefill: (asked) => {
      const { wanted, ...standing } = tally.counts;
      tell({ kind: 'refill-round', run: runId, provider: name, asked, ...standing, wanted });
    },
  });
};

/** Asks for all that the course wants, until it ends or the run stops. @returns the fault that ended it, if one did. */
const follow = async (
  course: Course,
  { work, tally, makeCall }: Begun,
): Promise<{ readonly error: unknown } | undefined> => {
  function* makeCalls(assignments: readonly Assignment[]): Generator<Call<Conversation>> {
    for (const assignment of assignments) yield makeCall(assignment);
  }
  try {
    while (work.stopReason === undefined) {
      const assignments = await course.next();
      if (assignments === undefined) return undefined;
      for await (const outcome of work.ask(makeCalls(assignments))) {
        tally.note(outcome);
        await course.settle(outcome);
      }
    }
    return undefined;
  } catch (error) {
    return { error };
  }
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

/** Judges what there is and writes it. */
const finishCourse = async (course: Course): Promise<Omit<CourseEnd, 'write'> & { written: number }> => {
  const { write, ...end } = await course.conclude();
  return { ...end, written: await write() };
};

const summarise = (
  { provider, modelName, isSimulated }: Target,
  { work, tally }: Begun,
  spending: ReturnType<SharedParts['ledger']['readSpending']>,
  ending: Pick<GenerateSummary, 'file' | 'written' | 'seconds' | 'stopReason' | 'rejected' | 'refill'>,
): GenerateSummary => ({
  provider: provider.name,
  model: modelName,
  isSimulated,
  planned: tally.planned,
  fromLedger: Math.min(tally.fromLedger, ending.written),
  failed: tally.failed.toSorted((a, b) => a.number - b.number),
  unfinished: tally.planned - tally.failed.length - countUsed(ending),
  spentUsd: work.spentUsd,
  uncertainUsd: work.uncertainUsd,
  totalUsd: spending.costUsd,
  usdPerConversation: ending.written === 0 ? undefined : spending.costUsd / ending.written,
  unpriced: spending.unpriced,
  limits: tally.listLimits(),
  ...ending,
});

const countUsed = ({
  written,
  rejected = [],
  refill,
}: Pick<GenerateSummary, 'written' | 'rejected' | 'refill'>): number =>
  written + rejected.length + (refill?.spare ?? 0);

/** Topics stand in the prompt, and no event tells one of what was rejected. */
const withoutTopics = ({ rejected, ...summary }: GenerateSummary): GenerateSummary => ({
  ...summary,
  ...(rejected && { rejected: rejected.map(({ topic: _topic, ...rest }) => rest) }),
});
