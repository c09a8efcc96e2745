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

/** What counts when the parts of a command end in different ways: what the user has to do comes before what goes on. */
const WEIGHTIEST_FIRST = [EXIT.interrupted, EXIT.mend, EXIT.incomplete];

/** The exit code of a generation: the weightiest of its parts. */
export const toExitCode = (summaries: readonly GenerateSummary[]): number => {
  const codes = summaries.map(toSingleExitCode);
  return WEIGHTIEST_FIRST.find((code) => codes.includes(code)) ?? EXIT.done;
};

const toSingleExitCode = (summary: GenerateSummary): number => {
  if (summary.stopReason?.kind === 'interrupted') return EXIT.interrupted;
  if (summary.written === summary.planned) return EXIT.done;
  return needsMending(summary) ? EXIT.mend : EXIT.incomplete;
};
