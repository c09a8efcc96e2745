import type { ErrorCode, GenerateSummary, ProblemKind } from '../index.ts';

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

/** Problems that stop a run until the user mends the set-up, with the error that explains each. */
export const SET_UP_ERRORS: Partial<Record<ProblemKind, ErrorCode>> = {
  'bad-key': 'KEY_REFUSED',
  forbidden: 'KEY_REFUSED',
  'unknown-model': 'MODEL_UNKNOWN',
  'wrong-url': 'BASE_URL_WRONG',
  'bad-request': 'PROVIDER_REFUSES',
  'too-large': 'PROVIDER_REFUSES',
  'wrong-model': 'MODEL_UNKNOWN',
  unreachable: 'PROVIDER_UNREACHABLE',
};

/** Faults of the provider's account that time or money mends: the same command goes on later. */
export const LATER_ERRORS: Partial<Record<ProblemKind, ErrorCode>> = {
  'no-credit': 'CREDIT_EXHAUSTED',
  'daily-quota': 'QUOTA_EXHAUSTED',
};

/** The exit code of a generation: the worst of its parts. */
export const toExitCode = (summaries: readonly GenerateSummary[]): number =>
  Math.max(...summaries.map(toSingleExitCode));

const toSingleExitCode = ({ stopReason, written, planned }: GenerateSummary): number => {
  if (stopReason?.kind === 'interrupted') return EXIT.interrupted;
  if (written === planned) return EXIT.done;
  if (stopReason?.kind === 'problem') {
    const { kind } = stopReason.problem;
    // A provider that answered before and then went away is no fault of the input.
    if (SET_UP_ERRORS[kind] && !(kind === 'unreachable' && written > 0)) return EXIT.mend;
  }
  return EXIT.incomplete;
};
