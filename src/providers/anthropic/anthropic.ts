import type { Anthropic } from '@anthropic-ai/sdk';
import { makeProvider } from '../wire/make-provider.ts';
import { NO_SDK_TIMEOUT_MS, type SettledOptions } from '../wire/settled-options.ts';
import { makeTap } from '../wire/tap.ts';
import { findErrorStatus } from './error-body.ts';
import { guessTraits } from './guess-traits.ts';
import { readBody } from './read-body.ts';
import { toBody } from './to-body.ts';
import { toLimits } from './to-limits.ts';
import { toProblem } from './to-problem.ts';

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

/** Reaches models over Anthropic's Messages. */
export const makeAnthropic = makeProvider<Anthropic>({
  name: 'anthropic',
  host: 'api.anthropic.com',
  requestIdHeader: 'request-id',
  guessTraits,
  makeClient,
  // `messages.create` does the same, but prints a warning on each call of a model that is about to retire.
  call: (client, request, traits, signal) =>
    client.post('/v1/messages', { body: toBody(request, traits), signal }).asResponse(),
  toLimits: ({ headers }, nowMs) => toLimits(headers, nowMs),
  toProblem,
  findErrorStatus,
  readBody,
});
