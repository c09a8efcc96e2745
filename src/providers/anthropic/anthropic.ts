import type { Anthropic } from '@anthropic-ai/sdk';
import type { Provider } from '../contract.ts';
import { findModel } from '../models/registry.ts';
import { isOnHost } from '../wire/base-url.ts';
import { toOutputLimit } from '../wire/room.ts';
import { makeSend } from '../wire/send.ts';
import { NO_SDK_TIMEOUT_MS, type SettledOptions } from '../wire/settled-options.ts';
import { makeTap } from '../wire/tap.ts';
import { guessTraits } from './guess-traits.ts';
import { readBody } from './read-body.ts';
import { toBody } from './to-body.ts';
import { toLimits } from './to-limits.ts';
import { toProblem } from './to-problem.ts';

/** Reaches models over Anthropic's Messages. */
export const makeAnthropic = (options: SettledOptions): Provider => {
  const { baseUrl, apiKey } = options;
  const official = isOnHost(baseUrl, 'api.anthropic.com');
  const traitsOf = (id: string) => findModel(options.registry, 'anthropic', id) ?? guessTraits(id);
  let client: Promise<Anthropic> | undefined;
  return {
    name: 'anthropic',
    baseUrl,
    countWorstOutput: (request) => toOutputLimit(request, traitsOf(request.model)),
    read: (raw, request) => readBody(raw, request.model, official),
    send: makeSend({
      baseUrl,
      apiKey,
      requestIdHeader: 'request-id',
      toLimits,
      toProblem,
      call: async (request, signal) => {
        client ??= makeClient(options);
        const body = toBody(request, traitsOf(request.model));
        // `messages.create` does the same, but prints a warning on each call of a model that is about to retire.
        return (await client).post('/v1/messages', { body, signal }).asResponse();
      },
    }),
  };
};

/** Each setting that the SDK would otherwise take from the environment is given. */
const makeClient = async ({ apiKey, baseUrl }: SettledOptions): Promise<Anthropic> => {
  const { Anthropic } = await import('@anthropic-ai/sdk');
  return new Anthropic({
    apiKey,
    baseURL: baseUrl,
    webhookKey: null,
    maxRetries: 0,
    timeout: NO_SDK_TIMEOUT_MS,
    logLevel: 'off',
    openTelemetry: false,
    fetch: makeTap({
      accept: 'application/json',
      'anthropic-version': '2023-06-01',
      'content-type': 'application/json',
      'user-agent': 'idiolect',
      'x-api-key': apiKey,
    }),
  });
};
