import type { OpenAI } from 'openai';
import { makeProvider } from '../wire/make-provider.ts';
import { NO_SDK_TIMEOUT_MS, type SettledOptions } from '../wire/settled-options.ts';
import { makeTap } from '../wire/tap.ts';
import { findErrorStatus } from './error-body.ts';
import { fitTraits, guessTraits } from './guess-traits.ts';
import { readBody } from './read-body.ts';
import { toBody } from './to-body.ts';
import { toLimits } from './to-limits.ts';
import { toProblem } from './to-problem.ts';

const makeClient = async ({ apiKey, baseUrl, organization, project }: SettledOptions): Promise<OpenAI> => {
  const { OpenAI } = await import('openai');
  return new OpenAI({
    apiKey,
    baseURL: baseUrl,
    organization: organization ?? null,
    project: project ?? null,
    adminAPIKey: null,
    webhookSecret: null,
    maxRetries: 0,
    timeout: NO_SDK_TIMEOUT_MS,
    logLevel: 'off',
    fetch: makeTap({
      accept: 'application/json',
      authorization: `Bearer ${apiKey}`,
      'content-type': 'application/json',
      'user-agent': 'idiolect',
      ...(organization !== undefined && { 'openai-organization': organization }),
      ...(project !== undefined && { 'openai-project': project }),
    }),
  });
};

/** Reaches models over OpenAI's Chat Completions, at OpenAI or at any server that copies the wire. */
export const makeOpenai = makeProvider<OpenAI>({
  name: 'openai',
  host: 'api.openai.com',
  requestIdHeader: 'x-request-id',
  guessTraits,
  fitTraits,
  makeClient,
  call: (client, request, traits, signal) =>
    client.chat.completions.create(toBody(request, traits), { signal }).asResponse(),
  toLimits,
  toProblem,
  findErrorStatus,
  readBody,
});
