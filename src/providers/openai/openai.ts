import type { OpenAI } from 'openai';
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

/** Reaches models over OpenAI's Chat Completions, at OpenAI or at any server that copies the wire. */
export const makeOpenai = (options: SettledOptions): Provider => {
  const { baseUrl, apiKey } = options;
  const official = isOnHost(baseUrl, 'api.openai.com');
  const traitsOf = (id: string) => findModel(options.registry, 'openai', id) ?? guessTraits(id);
  let client: Promise<OpenAI> | undefined;
  return {
    name: 'openai',
    baseUrl,
    countWorstOutput: (request) => toOutputLimit(request, traitsOf(request.model)),
    read: (raw, request) => readBody(raw, request.model, official),
    send: makeSend({
      baseUrl,
      apiKey,
      requestIdHeader: 'x-request-id',
      toLimits,
      toProblem,
      call: async (request, signal) => {
        client ??= makeClient(options);
        const body = toBody(request, traitsOf(request.model), official);
        return (await client).chat.completions.create(body, { signal }).asResponse();
      },
    }),
  };
};

/** Each setting that the SDK would otherwise take from the environment is given. */
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
