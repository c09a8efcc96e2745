import { relative } from 'node:path';
import type { GenerateSummary } from '../../index.ts';
import { LATER_ERRORS, SET_UP_ERRORS } from '../exit-code.ts';
import { type Io, writeLine } from '../io.ts';
import { countReasons, listFailures } from './failures.ts';
import { formatCount, formatSeconds, formatUsd } from './format.ts';

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
  const isWhole = written === planned;
  const mark = isWhole ? io.paint('green', '✓') : io.paint('yellow', '!');
  const reasons = failed.length === 0 ? '' : ` (${countReasons(failed)})`;
  return [
    `${mark} ${io.paint('bold', provider)} ${model}${isSimulated ? io.paint('yellow', ' simulated') : ''}, ${formatSeconds(summary.seconds)}`,
    `  planned ${formatCount(planned)} = written ${formatCount(written)} + failed ${formatCount(failed.length)}${reasons}${unfinished > 0 ? ` + unfinished ${formatCount(unfinished)}` : ''}`,
    `  ${toCostLine(summary)}`,
    ...(fromLedger > 0 ? [`  ${formatCount(fromLedger)} of them came from the ledger, without a call`] : []),
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
  unpriced,
  written,
}: GenerateSummary): string => {
  const each = written === 0 ? '' : `, ${formatUsd(totalUsd / written)} a conversation`;
  const amounts = `${formatUsd(spentUsd)} now, ${formatUsd(totalUsd)} in all${each}`;
  const parts = [
    isSimulated ? `nothing was paid; at list prices it would be ${amounts}` : `paid ${amounts}`,
    ...(uncertainUsd > 0 ? [`up to ${formatUsd(uncertainUsd)} more for sends that were cut off`] : []),
    ...(unpriced > 0 ? [`${formatCount(unpriced)} answers without a known price not counted`] : []),
  ];
  return parts.join('; ');
};

const toStopLines = ({ stopReason, provider }: GenerateSummary): string[] => {
  if (stopReason?.kind === 'budget') {
    return [
      `Stopped at the budget: the next call might cost ${formatUsd(stopReason.needUsd)} and would pass --max-cost-usd.`,
    ];
  }
  if (stopReason?.kind !== 'problem') return ['Stopped on request. What had arrived is kept.'];
  const { kind, message } = stopReason.problem;
  const code = SET_UP_ERRORS[kind] ?? LATER_ERRORS[kind];
  return [
    `✗ ${message}${code === undefined ? '' : `  ${code}`}`,
    `→ ${ADVICE[kind]?.replaceAll('%', provider) ?? 'Run the same command again to go on.'}`,
  ];
};

const ADVICE: Partial<Record<string, string>> = {
  'bad-key': 'Check the key of % in .env or the environment, then run the same command again.',
  forbidden:
    'The key may not use this model or region: check the account of %, or choose another with --model.',
  'unknown-model': 'Choose a model that this account can use with --model; docs/models.md lists them.',
  'wrong-model':
    'The server answers with another model than the one asked for: name that one with --model if it will do.',
  'wrong-url': 'Check --base-url or the base URL variable of %: it must lead to the API itself.',
  'bad-request':
    'The server refuses what is asked; try another --model, or leave out --temperature and --max-tokens.',
  'too-large':
    'The request is above the limit of this account: use a smaller --max-tokens, or shorten the recipe.',
  unreachable: 'Check the network and --base-url, then run the same command again.',
  'no-credit':
    'Top the account up, then run the same command again: nothing that was answered is asked for twice.',
  'daily-quota':
    'Run the same command again tomorrow, or with a key of a paid account; nothing is asked for twice.',
};

const toNextStep = (summaries: readonly GenerateSummary[], command: string): string => {
  if (summaries.some(({ stopReason }) => stopReason?.kind === 'budget'))
    return `${command} with a higher --max-cost-usd`;
  const isMendable = ({ stopReason }: GenerateSummary): boolean =>
    stopReason?.kind === 'problem' && SET_UP_ERRORS[stopReason.problem.kind] !== undefined;
  if (summaries.some(isMendable)) return `mend what is told above, then: ${command}`;
  if (summaries.some(({ planned, written }) => written < planned))
    return `${command}   (goes on where this stopped)`;
  if (summaries.some(({ isSimulated }) => isSimulated))
    return 'put a key into .env (docs/generate.md), then run the same command for real';
  return 'idiolect status';
};

/** A path as the user would type it. */
const toShownPath = (file: string): string => {
  const near = relative(process.cwd(), file);
  return near.startsWith('..') ? file : near;
};
