import { IdiolectError, suggestClosest } from '../base/index.ts';
import { type JudgeId, PROMPT_VERSION } from '../gate/index.ts';
import { defaultModel, PROVIDER_NAMES, type ProviderName, type Registry } from '../providers/index.ts';
import type { Environment } from './environment.ts';

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

/** Who plays a judge. */
export interface JudgeWorld {
  readonly environment: Environment;
  readonly registry: Registry;
  /** Whether simulated judges were asked for even where there is a key. */
  readonly simulate: boolean;
}

/** The judges by which they are registered and their measurements kept. */
export const nameJudges = (
  asked: readonly AskedJudge[],
  { environment, registry, simulate }: JudgeWorld,
): JudgeId[] =>
  asked.map(({ provider, model = defaultModel(provider, registry) }) => {
    const { keys, baseUrls } = environment;
    const isSimulated = simulate || (keys[provider] === undefined && baseUrls[provider] === undefined);
    return toJudgeId(provider, model, isSimulated);
  });

/** What is learnt of a simulated judge says nothing about the model that it plays, so it has a name of its own. */
export const toJudgeId = (provider: string, model: string, isSimulated: boolean): JudgeId => ({
  provider,
  model: isSimulated ? `${model} (simulated)` : model,
  promptVersion: PROMPT_VERSION,
});
