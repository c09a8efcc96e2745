import type { DatasetStatus, ProjectStatus } from '../../index.ts';
import { type Io, writeLine } from '../io.ts';
import { countChecks, listFailures, listRejected } from './failures.ts';
import { formatCount, formatPerMinute, formatSeconds, formatUsd, formatUsdRange } from './format.ts';
import { describeUnpriced } from './unpriced.ts';

/** How many failed conversations a dataset lists by name. */
const LISTED = 20;

/** Shows what a folder's runs have made. */
export const showStatus = ({ datasets }: ProjectStatus, io: Io): void => {
  if (datasets.length === 0) {
    writeLine(io.stdout, 'Nothing has been made in this folder yet.');
    writeLine(io.stdout, 'Next: idiolect generate --provider openai --count 5');
  }
  for (const dataset of datasets) {
    for (const line of toLines(dataset, io)) writeLine(io.stdout, line);
    writeLine(io.stdout);
  }
};

const toLines = (dataset: DatasetStatus, io: Io): string[] => {
  const { failed, rejected, provider, model, isSimulated } = dataset;
  const simulated = isSimulated ? io.paint('yellow', ' simulated') : '';
  const cost = toCostText(dataset);
  return [
    io.paint('bold', dataset.file) + (dataset.fileExists ? '' : io.paint('yellow', '  (not there)')),
    `  ${provider} ${model}${simulated}, seed ${dataset.seed}, design ${dataset.design}`,
    `  ${toSumLine(dataset)}`,
    `  cost ${isSimulated ? `by the price list ${cost}; nothing was paid` : cost}`,
    `  last run ${dataset.lastRun.startedAt} ${toEndText(dataset.lastRun)}`,
    ...toProgressLines(dataset.lastRun).map((line) => `  ${line}`),
    ...(dataset.recipeChanged
      ? ['  the recipe has changed since; these conversations were asked for with the old one']
      : []),
    ...listRejected(rejected ?? [], LISTED).map((line) => `  ${line}`),
    ...listFailures(failed, LISTED).map((line) => `  ${line}`),
  ];
};

const toSumLine = ({ planned, done, failed, missing, count, rejected, spare = 0 }: DatasetStatus): string => {
  const lost = `failed ${formatCount(failed.length)} + missing ${formatCount(missing)}`;
  if (rejected === undefined) return `planned ${formatCount(planned)} = done ${formatCount(done)} + ${lost}`;
  const checks = rejected.length === 0 ? '' : ` (${countChecks(rejected)})`;
  const kept = `accepted ${formatCount(done)} (of ${formatCount(count)} wanted)`;
  const more = spare > 0 ? ` + spare ${formatCount(spare)}` : '';
  return `planned ${formatCount(planned)} = ${kept} + rejected ${formatCount(rejected.length)}${checks}${more} + ${lost}`;
};

const toCostText = ({ totalUsd, usdPerConversation, unpriced }: DatasetStatus): string =>
  [
    `${formatUsd(totalUsd)} in all`,
    ...(usdPerConversation === undefined ? [] : [`${formatUsd(usdPerConversation)} a conversation`]),
    ...(unpriced > 0 ? [describeUnpriced(unpriced)] : []),
  ].join(', ');

const toEndText = ({ isOpen, isAlive, stopped }: DatasetStatus['lastRun']): string => {
  if (isAlive) return 'is at work';
  if (isOpen) return 'was killed; the same command goes on';
  return stopped === undefined ? 'came to its end' : `stopped: ${stopped}`;
};

/** How a run at work stands. */
const toProgressLines = ({ isAlive, progress }: DatasetStatus['lastRun']): string[] => {
  if (!isAlive || progress === undefined) return [];
  const { done, failed, perMinute, spentUsd, expectedUsd, secondsLeft, limit, at } = progress;
  const facts = [
    `done ${formatCount(done)}`,
    ...(failed > 0 ? [`failed ${formatCount(failed)}`] : []),
    formatPerMinute(perMinute),
    `${formatUsd(spentUsd)} in this run${expectedUsd === undefined ? '' : ` of ${formatUsdRange(expectedUsd)}`}`,
    ...(secondsLeft === undefined ? [] : [`${formatSeconds(secondsLeft)} left`]),
  ];
  return [`at ${at}: ${facts.join(', ')}`, `limit: ${limit}`];
};
