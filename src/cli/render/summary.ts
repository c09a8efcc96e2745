import { relative } from 'node:path';
import type { GenerateSummary } from '../../index.ts';
import { type Io, writeLine } from '../io.ts';
import { isMendable } from '../show-error.ts';
import { needsMending, STOP_PROBLEMS } from '../stop-problems.ts';
import { countChecks, countReasons, listFailures, listRejected } from './failures.ts';
import { formatCount, formatSeconds, formatUsd } from './format.ts';
import { describeUnpriced } from './unpriced.ts';

/** How many failed conversations the end of a run lists by name. */
const LISTED = 10;

/** Shows how each part ended, so that the numbers add up, and what to type next. */
export const showSummaries = (summaries: readonly GenerateSummary[], command: string, io: Io): void => {
  for (const summary of summaries) {
    for (const line of toLines(summary, io)) writeLine(io.stdout, line);
    writeLine(io.stdout);
  }
  writeLine(io.stdout, `Next: ${toNextStep(summaries, command)}`);
};

const toLines = (summary: GenerateSummary, io: Io): string[] => {
  const { provider, model, isSimulated, written, fromLedger, failed, rejected, stopReason } = summary;
  const isWhole = isComplete(summary) && stopReason?.kind !== 'fault';
  const mark = isWhole ? io.paint('green', '✓') : io.paint('yellow', '!');
  return [
    `${mark} ${io.paint('bold', provider)} ${model}${isSimulated ? io.paint('yellow', ' simulated') : ''}, ${formatSeconds(summary.seconds)}`,
    `  ${toSumLine(summary)}`,
    ...toRefillLines(summary).map((line) => `  ${line}`),
    `  ${toCostLine(summary)}`,
    ...(fromLedger > 0 ? [`  ${formatCount(fromLedger)} of them came from the ledger, without a call`] : []),
    ...toLimitLines(summary).map((line) => `  ${line}`),
    ...listRejected(rejected ?? [], LISTED).map((line) => `  ${line}`),
    ...listFailures(failed, LISTED).map((line) => `  ${line}`),
    ...(stopReason === undefined ? [] : toStopLines(summary).map((line) => `  ${line}`)),
    ...(written > 0 ? [`  ${toShownPath(summary.file)}`] : []),
  ];
};

/** Whether there is all that was wanted. */
const isComplete = ({ planned, written, refill }: GenerateSummary): boolean =>
  written === (refill?.wanted ?? planned);

/** `planned 54 = accepted 40 + rejected 13 (ai-disclaimer × 13) + failed 1 (refused × 1)`. */
const toSumLine = ({ planned, written, failed, unfinished, rejected, refill }: GenerateSummary): string => {
  const inBrackets = (reasons: string): string => (reasons === '' ? '' : ` (${reasons})`);
  const parts = [
    `${refill === undefined ? 'written' : 'accepted'} ${formatCount(written)}`,
    ...(rejected === undefined
      ? []
      : [`rejected ${formatCount(rejected.length)}${inBrackets(countChecks(rejected))}`]),
    ...(refill !== undefined && refill.spare > 0 ? [`spare ${formatCount(refill.spare)}`] : []),
    `failed ${formatCount(failed.length)}${inBrackets(countReasons(failed))}`,
    ...(unfinished > 0 ? [`unfinished ${formatCount(unfinished)}`] : []),
  ];
  return `planned ${formatCount(planned)} = ${parts.join(' + ')}`;
};

/** What became of the wish for so many accepted conversations. */
const toRefillLines = ({ refill, written }: GenerateSummary): string[] => {
  if (refill === undefined) return [];
  const { wanted, rounds, spare, isFruitless } = refill;
  const inRounds = rounds === 1 ? 'in one round' : `in ${formatCount(rounds)} rounds`;
  return [
    `accepted ${formatCount(written)} of ${formatCount(wanted)} ${inRounds}`,
    ...(spare > 0 ? [`${formatCount(spare)} more than wanted: in the ledger, for a larger --count`] : []),
    ...(isFruitless ? [FRUITLESS] : []),
  ];
};

const FRUITLESS =
  'Too few are accepted: at this yield even three times what is wanted would not give enough, so no more is asked for.';

const toCostLine = ({
  isSimulated,
  spentUsd,
  uncertainUsd,
  totalUsd,
  usdPerConversation,
  unpriced,
}: GenerateSummary): string => {
  const each = usdPerConversation === undefined ? '' : `, ${formatUsd(usdPerConversation)} a conversation`;
  const amounts = `${formatUsd(spentUsd)} now, ${formatUsd(totalUsd)} in all${each}`;
  const parts = [
    isSimulated ? `nothing was paid; at list prices it would be ${amounts}` : `paid ${amounts}`,
    ...(uncertainUsd > 0
      ? [`up to ${formatUsd(uncertainUsd)} more for sends that were cut off or did not say what they used`]
      : []),
    ...(unpriced > 0 ? [`${describeUnpriced(unpriced)} not counted`] : []),
  ];
  return parts.join('; ');
};

/** A run that is over at once was held back by nothing worth telling. */
const WORTH_TELLING_SECONDS = 10;

/** `limited 83 % of the time by tokens per minute of gpt-4o (450 k), else by 32 calls at once`. */
const toLimitLines = ({ limits: [first, second], seconds }: GenerateSummary): string[] => {
  if (first === undefined || seconds < WORTH_TELLING_SECONDS) return [];
  const share = Math.round(first.share * 100);
  if (second === undefined || share === 100) return [`limited by ${first.what}`];
  return [`limited ${share} % of the time by ${first.what}, else mostly by ${second.what}`];
};

const toStopLines = ({ stopReason, provider }: GenerateSummary): string[] => {
  if (stopReason?.kind === 'budget') {
    return [
      `Stopped at the budget: the next call might cost ${formatUsd(stopReason.needUsd)} and would pass --max-cost-usd.`,
    ];
  }
  if (stopReason?.kind === 'fault') return [toFaultLine(stopReason.error)];
  if (stopReason?.kind !== 'problem') return ['Stopped on request. What had arrived is kept.'];
  const { kind, message } = stopReason.problem;
  const { code, advice } = STOP_PROBLEMS[kind] ?? { advice: 'Run the same command again to go on.' };
  return [`✗ ${message}${code === undefined ? '' : `  ${code}`}`, `→ ${advice.replaceAll('%', provider)}`];
};

/** In one line, for the command ends with the whole of it. */
const toFaultLine = (error: unknown): string => {
  if (isMendable(error)) return `✗ ${error.message}  ${error.code}`;
  return `✗ This is a bug in idiolect: ${error instanceof Error ? error.message : String(error)}`;
};

/** What only a rehearsal takes. */
const REHEARSAL_FLAGS = / --(simulate|(profile|fault|latency-ms) \S+)/g;

const toNextStep = (summaries: readonly GenerateSummary[], command: string): string => {
  if (summaries.some(({ stopReason }) => stopReason?.kind === 'budget'))
    return `${command} with a higher --max-cost-usd`;
  const hasMendableFault = ({ stopReason }: GenerateSummary): boolean =>
    stopReason?.kind === 'fault' && isMendable(stopReason.error);
  if (summaries.some((each) => needsMending(each) || hasMendableFault(each)))
    return `mend what is told above, then: ${command}`;
  if (summaries.some(({ refill }) => refill?.isFruitless))
    return 'mend what the rejected and failed ones have in common (recipe, model, --temperature), then generate again';
  if (summaries.some((each) => !isComplete(each))) return `${command}   (goes on where this stopped)`;
  if (summaries.some(({ isSimulated }) => isSimulated))
    return `put a key into .env (docs/generate.md), then: ${command.replace(REHEARSAL_FLAGS, '')}`;
  return 'idiolect status';
};

/** A path as the user would type it. */
const toShownPath = (file: string): string => {
  const near = relative(process.cwd(), file);
  return near.startsWith('..') ? file : near;
};
