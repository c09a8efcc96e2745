import type { GenerateOptions } from '../settings.ts';

/** Settings of calls that judges share with `generate`. */
type CallOptions = Pick<
  GenerateOptions,
  | 'folder'
  | 'recipe'
  | 'seed'
  | 'concurrency'
  | 'rpm'
  | 'tpm'
  | 'maxCostUsd'
  | 'timeoutSeconds'
  | 'baseUrl'
  | 'simulate'
  | 'profile'
  | 'fault'
  | 'latencyMs'
>;

/** What `check` takes. Flags of the command line bear the same names. */
export interface CheckOptions extends CallOptions {
  /** Dataset files; what this folder has made when left out. */
  readonly files?: readonly string[];
  /** Judges, best first: a provider, or a provider and a model (`gemini:gemini-2.5-flash`). No judge when left out. */
  readonly judge?: readonly string[];
  /** Two judges of different families decide together. */
  readonly panel?: boolean;
  /** Has each judge look at a fifth of the conversations, and at least forty, without telling it what they declare. */
  readonly detect?: boolean;
  /** What has to be right: each pattern of a conversation (`instance`, the default) or all of them (`conversation`). */
  readonly unit?: 'instance' | 'conversation';
  /** A file with evaluation prompts that the set must not hold. */
  readonly decontaminate?: string;
  /** Folder for `report.html` and `quality.json`. */
  readonly outputDir?: string;
}

/** What `judge validate` takes. */
export interface ValidateJudgeOptions extends CallOptions {
  /** Judges to measure: see `CheckOptions`. */
  readonly judge: readonly string[];
}
