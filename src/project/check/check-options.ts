import { IdiolectError, suggestClosest } from '../../base/index.ts';
import { PROVIDER_NAMES, type ProviderName } from '../../providers/index.ts';
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

/** A judge as it was asked for. */
export interface AskedJudge {
  readonly provider: ProviderName;
  readonly model: string | undefined;
}

/** @throws {IdiolectError} `USAGE` for a provider that is not known, or a base URL that would serve several. */
export const toAskedJudges = (
  judges: readonly string[],
  baseUrl: string | undefined,
): readonly AskedJudge[] => {
  const asked = [...new Set(judges)].map((name): AskedJudge => {
    const [head = '', ...rest] = name.split(':');
    const provider = PROVIDER_NAMES.find((known) => known === head);
    if (provider === undefined) {
      throw new IdiolectError('USAGE', `--judge is "${name}".`, {
        hint: `Give a provider (${PROVIDER_NAMES.join(', ')}), or one with a model: openai:gpt-4.1.${suggestClosest(head, PROVIDER_NAMES)}`,
      });
    }
    const model = rest.join(':');
    return { provider, model: model === '' ? undefined : model };
  });
  if (baseUrl !== undefined && asked.length > 1) {
    throw new IdiolectError('USAGE', '--base-url cannot serve several judges.', {
      hint: 'Set OPENAI_BASE_URL, GOOGLE_GEMINI_BASE_URL or ANTHROPIC_BASE_URL for the one that it belongs to.',
    });
  }
  return asked;
};
