/**
 * The version of all that a judge is told. Any change of words raises it: a judge is a model with a version of the
 * prompt, and what was measured of one version says nothing about the next.
 */
export const PROMPT_VERSION = 1;

/** Which judge: a model with a version of the prompt. */
export interface JudgeId {
  readonly provider: string;
  readonly model: string;
  readonly promptVersion: number;
}

/** A judge's model, for people. */
export const nameModel = ({ provider, model }: Pick<JudgeId, 'provider' | 'model'>): string =>
  `${provider} ${model}`;

/** A judge in words, and the key by which judges are told apart. */
export const toJudgeName = ({ provider, model, promptVersion }: JudgeId): string =>
  `${provider}/${model}, prompt ${promptVersion}`;

/** What is right or wrong: a pattern in a conversation, or a conversation with all its patterns. */
export type Unit = 'instance' | 'conversation';
