import { makeRandom, systemClock } from '../../base/index.ts';
import { Budget, type Ledger, openLedger } from '../../engine/index.ts';
import { makePlan } from '../../plan/index.ts';
import { loadRegistry, type Provider, type Request } from '../../providers/index.ts';
import { loadRecipe } from '../../recipe/index.ts';
import type { SharedParts } from '../control.ts';
import type { GenerateEvent } from '../events.ts';
import type { Target } from '../open-target.ts';
import { BUILT_IN_RECIPE, findRecipeFolder } from '../paths.ts';
import { toGenerateSettings } from '../settings.ts';

const ANSWER = JSON.stringify({
  conversation: [
    { role: 'user', content: 'How long does the stock simmer?' },
    { role: 'assistant', content: 'Until it tastes of something.' },
    { role: 'user', content: 'And then?' },
    { role: 'assistant', content: 'Then you strain it.' },
  ],
  learning_notes: 'Taste first.',
});

/** A provider that gives every request the same conversation of two exchanges. */
export const makeFakeTarget = (): Target & { readonly sends: readonly Request[] } => {
  const sends: Request[] = [];
  const provider: Provider = {
    name: 'openai',
    baseUrl: 'http://127.0.0.1:1',
    send: async (request) => {
      sends.push(request);
      return { kind: 'answered', raw: { status: 200, body: ANSWER }, limits: {} };
    },
    countWorstOutput: ({ maxTokens }) => maxTokens,
    read: ({ body }, { model }) => ({
      kind: 'reply',
      reply: {
        text: body,
        model,
        usage: {
          inputTokens: 10,
          cachedInputTokens: 0,
          cacheWriteTokens: 0,
          outputTokens: 50,
          thinkingTokens: 0,
        },
      },
    }),
  };
  return {
    provider,
    sends,
    modelName: 'fake',
    model: undefined,
    isSimulated: false,
    missingKey: undefined,
    warning: undefined,
    registry: loadRegistry(),
  };
};

/** What the runs of one command share, over a ledger in memory of which parts may be replaced. */
export const makeShared = async (
  folder: string,
  count: number,
  changes: Partial<Ledger> = {},
): Promise<SharedParts & { readonly events: readonly GenerateEvent[] }> => {
  const settings = toGenerateSettings({ provider: 'openai', count, concurrency: 1 });
  const recipe = await loadRecipe(findRecipeFolder(folder), BUILT_IN_RECIPE);
  const events: GenerateEvent[] = [];
  return {
    folder,
    options: {},
    settings,
    recipe,
    recipePath: 'recipe',
    plan: makePlan(recipe, settings),
    registration: { unit: 'instance' },
    ledger: { ...openLedger(':memory:'), ...changes },
    budget: new Budget(settings.maxCostUsd),
    clock: systemClock,
    random: makeRandom(1, 'test'),
    control: {},
    tell: (event) => void events.push(event),
    events,
  };
};
