import type { ErrorCode, GenerateSummary, ProblemKind } from '../index.ts';

/** A problem that ends a whole run. */
interface StopProblem {
  /** `mend`: the set-up has to change first. `later`: time or money mends it, and the same command goes on. */
  readonly then: 'mend' | 'later';
  /** The error that explains it. */
  readonly code: ErrorCode;
  /** What to do; `%` stands for the provider. */
  readonly advice: string;
}

/** The problems that stop a run until the user does something. */
export const STOP_PROBLEMS: Readonly<Partial<Record<ProblemKind, StopProblem>>> = {
  'bad-key': {
    then: 'mend',
    code: 'KEY_REFUSED',
    advice: 'Check the key of % in .env or the environment, then run the same command again.',
  },
  forbidden: {
    then: 'mend',
    code: 'KEY_REFUSED',
    advice:
      'The key may not use this model or region: check the account of %, or choose another with --model.',
  },
  'unknown-model': {
    then: 'mend',
    code: 'MODEL_UNKNOWN',
    advice: 'Choose a model that this account can use with --model; docs/models.md lists them.',
  },
  'wrong-model': {
    then: 'mend',
    code: 'MODEL_UNKNOWN',
    advice:
      'The server answers with another model than the one asked for: name that one with --model if it will do.',
  },
  'wrong-url': {
    then: 'mend',
    code: 'BASE_URL_WRONG',
    advice: 'Check --base-url or the base URL variable of %: it must lead to the API itself.',
  },
  'foreign-body': {
    then: 'mend',
    code: 'BASE_URL_WRONG',
    advice:
      'Check --base-url or the base URL variable of %: it must lead to the API itself, with no proxy page in between.',
  },
  'not-http': {
    then: 'mend',
    code: 'BASE_URL_WRONG',
    advice: 'Check --base-url or the base URL variable of %: host, port, and http or https.',
  },
  'bad-request': {
    then: 'mend',
    code: 'PROVIDER_REFUSES',
    advice:
      'The server refuses what is asked; try another --model, or leave out --temperature and --max-tokens.',
  },
  'too-large': {
    then: 'mend',
    code: 'PROVIDER_REFUSES',
    advice:
      'The request is above the limit of this account: use a smaller --max-tokens, or shorten the recipe.',
  },
  unreachable: {
    then: 'mend',
    code: 'PROVIDER_UNREACHABLE',
    advice: 'Check the network and --base-url, then run the same command again.',
  },
  'connection-lost': {
    then: 'mend',
    code: 'PROVIDER_UNREACHABLE',
    advice:
      'Check the network, a proxy and --base-url (host, port, http or https), then run the same command again.',
  },
  'timed-out': {
    then: 'mend',
    code: 'PROVIDER_UNREACHABLE',
    advice:
      'Check --base-url and that the server works; if it is only slow, allow more with --timeout-seconds.',
  },
  'no-credit': {
    then: 'later',
    code: 'CREDIT_EXHAUSTED',
    advice:
      'Top the account up, then run the same command again: nothing that was answered is asked for twice.',
  },
  'daily-quota': {
    then: 'later',
    code: 'QUOTA_EXHAUSTED',
    advice:
      'Run the same command again tomorrow, or with a key of a paid account; nothing is asked for twice.',
  },
};

/** Problems on the way to the provider. */
const ON_THE_WAY: ReadonlySet<ProblemKind> = new Set(['unreachable', 'connection-lost', 'timed-out']);

/** Whether a part of a run was stopped by a problem that the user has to mend before it can go on. */
export const needsMending = ({ stopReason, written }: GenerateSummary): boolean => {
  if (stopReason?.kind !== 'problem') return false;
  const { kind } = stopReason.problem;
  // A provider that answered before and then went away is no fault of the input.
  return STOP_PROBLEMS[kind]?.then === 'mend' && !(ON_THE_WAY.has(kind) && written > 0);
};
