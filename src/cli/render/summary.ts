import { relative } from 'node:path';
import type { GenerateSummary } from '../../index.ts';
import { type Io, writeLine } from '../io.ts';
import { isMendable } from '../show-error.ts';
import { needsMending, STOP_PROBLEMS } from '../stop-problems.ts';
import { countReasons, listFailures } from './failures.ts';
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
  const { provider, model, isSimulated, planned, written, fromLedger, failed, unfinished, stopReason } =
    summary;
  const isWhole = written === planned && stopReason?.kind !== 'fault';
  const mark = isWhole ? io.paint('green', '✓') : io.paint('yellow', '!');
  const reasons = failed.length === 0 ? '' : ` (${countReasons(failed)})`;
  return [
    `${mark} ${io.paint('bold', provider)} ${model}${isSimulated ? io.paint('yellow', ' simulated') : ''}, ${formatSeconds(summary.seconds)}`,
    `  planned ${formatCount(planned)} = written ${formatCount(written)} + failed ${formatCount(failed.length)}${reasons}${unfinished > 0 ? ` + unfinished ${formatCount(unfinished)}` : ''}`,
    `  ${toCostLine(summary)}`,
    ...(fromLedger > 0 ? [`  ${formatCount(fromLedger)} of them came from the ledger, without a call`] : []),
    ...toLimitLines(summary).map((line) => `  ${line}`),
    ...listFailures(failed, LISTED).map((line) => `  ${line}`),
    ...(stopReason === undefined ? [] : toStopLines(summary).map((line) => `  ${line}`)),
    ...(written > 0 ? [`  ${toShownPath(summary.file)}`] : []),
  ];
};

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
  if (summaries.some(({ planned, written }) => written < planned))
    return `${command}   (goes on where this stopped)`;
  if (summaries.some(({ isSimulated }) => isSimulated))
    return `put a key into .env (docs/generate.md), then: ${command.replace(REHEARSAL_FLAGS, '')}`;
  return 'idiolect status';
};

/** A path as the user would type it. */
const toShownPath = (file: string): string => {
  const near = relative(process.cwd(), file);
  return near.startsWith('..') ? file : near;
};
