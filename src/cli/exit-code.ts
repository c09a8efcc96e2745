import type { GenerateSummary } from '../index.ts';
import { needsMending } from './stop-problems.ts';

/** What a process can end with; the table stands in `docs/cli.md`. */
export const EXIT = {
  done: 0,
  noGo: 1,
  mend: 2,
  incomplete: 3,
  inconclusive: 4,
  bug: 70,
  interrupted: 130,
} as const;

/** The exit code of a generation: the highest of its parts. */
export const toExitCode = (summaries: readonly GenerateSummary[]): number =>
  Math.max(EXIT.done, ...summaries.map(toSingleExitCode));

const toSingleExitCode = (summary: GenerateSummary): number => {
  if (summary.stopReason?.kind === 'interrupted') return EXIT.interrupted;
  if (summary.written === summary.planned) return EXIT.done;
  return needsMending(summary) ? EXIT.mend : EXIT.incomplete;
};
