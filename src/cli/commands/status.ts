import { type DatasetStatus, readStatus } from '../../index.ts';
import { EXIT } from '../exit-code.ts';
import { type Io, writeLine } from '../io.ts';
import { listFailures } from '../render/failures.ts';
import { formatCount, formatUsd } from '../render/format.ts';

export const runStatus = async (flags: { readonly json?: boolean }, io: Io): Promise<number> => {
  const status = await readStatus();
  if (flags.json) {
    writeLine(io.stdout, JSON.stringify(status, undefined, 2));
    return EXIT.done;
  }
  if (status.datasets.length === 0) {
    writeLine(io.stdout, 'Nothing has been made in this folder yet.');
    writeLine(io.stdout, 'Next: idiolect generate --provider openai --count 5');
    return EXIT.done;
  }
  for (const dataset of status.datasets) {
    for (const line of toLines(dataset, io)) writeLine(io.stdout, line);
    writeLine(io.stdout);
  }
  return EXIT.done;
};

const toLines = (dataset: DatasetStatus, io: Io): string[] => {
  const { planned, done, failed, missing, provider, model, isSimulated, lastRun } = dataset;
  const each = dataset.usdPerConversation;
  const cost = [
    `${formatUsd(dataset.totalUsd)} in all`,
    ...(each === undefined ? [] : [`${formatUsd(each)} a conversation`]),
    ...(dataset.unpriced > 0 ? [`${formatCount(dataset.unpriced)} answers without a known price`] : []),
  ].join(', ');
  const run = lastRun.isOpen
    ? 'has no end: it is still at work, or it was killed; the same command goes on'
    : lastRun.stopped === undefined
      ? 'came to its end'
      : `stopped: ${lastRun.stopped}`;
  return [
    io.paint('bold', dataset.file) + (dataset.fileExists ? '' : io.paint('yellow', '  (not there)')),
    `  ${provider} ${model}${isSimulated ? io.paint('yellow', ' simulated') : ''}, seed ${dataset.seed}, design ${dataset.design}`,
    `  planned ${formatCount(planned)} = done ${formatCount(done)} + failed ${formatCount(failed.length)} + missing ${formatCount(missing)}`,
    `  cost ${isSimulated ? `by the price list ${cost}; nothing was paid` : cost}`,
    `  last run ${lastRun.startedAt} ${run}`,
    ...(dataset.recipeChanged
      ? ['  the recipe has changed since; these conversations were asked for with the old one']
      : []),
    ...listFailures(failed, 20).map((line) => `  ${line}`),
  ];
};
