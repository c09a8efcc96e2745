import type { CheckEvent } from '../../index.ts';
import { type Io, writeLine } from '../io.ts';
import { formatCount, formatUsd, formatUsdRange } from './format.ts';

/** Shows the events of a check, one line for each step. */
export interface CheckProgress {
  readonly onEvent: (event: CheckEvent) => void;
  readonly stop: () => void;
}

/** No line is written more often than this. */
const EVERY_MS = 2_000;

export const makeCheckProgress = (io: Io, isQuiet: boolean): CheckProgress => {
  let latest = '';
  let shown = '';
  const show = (): void => {
    if (latest === shown) return;
    shown = latest;
    writeLine(io.stderr, latest);
  };
  const timer = isQuiet ? undefined : setInterval(show, EVERY_MS).unref();
  return {
    onEvent: (event) => {
      if (isQuiet) return;
      if (event.kind === 'judging') {
        writeLine(io.stderr, toStartLine(event));
      } else if (event.kind === 'compared') {
        show();
        writeLine(io.stderr, `looked for duplicates in ${(event.tookMs / 1000).toFixed(1)} s`);
      } else if (event.kind === 'checked') {
        latest = `checked ${formatCount(event.count)} conversations`;
      } else if (event.kind === 'judged') {
        latest = `${event.judge}: ${formatCount(event.done)} of ${formatCount(event.of)} judgements, ${formatUsd(event.spentUsd)}`;
        if (event.done === event.of) show();
      }
    },
    stop: () => {
      clearInterval(timer);
    },
  };
};

const toStartLine = (event: CheckEvent & { kind: 'judging' }): string => {
  const cost = event.estimateUsd === undefined ? 'price unknown' : formatUsdRange(event.estimateUsd);
  const paid = event.isSimulated ? `${cost} at list prices, nothing is paid` : cost;
  return `${event.judge}: ${formatCount(event.calls)} judgements, ${paid}`;
};
