import type { GoogleGenAI } from '@google/genai';
import type { Provider } from '../contract.ts';
import { findModel } from '../models/registry.ts';
import { isOnHost } from '../wire/base-url.ts';
import { toOutputLimit } from '../wire/room.ts';
import { makeSend } from '../wire/send.ts';
import type { SettledOptions } from '../wire/settled-options.ts';
import { makeTap } from '../wire/tap.ts';
import { guessTraits } from './guess-traits.ts';
import { readBody } from './read-body.ts';
import { toParameters } from './to-parameters.ts';
import { toProblem } from './to-problem.ts';

/** Reaches models over the Gemini API's `generateContent`. */
export const makeGemini = (options: SettledOptions): Provider => {
  const { baseUrl, apiKey } = options;
  const official = isOnHost(baseUrl, 'googleapis.com');
  const traitsOf = (id: string) => findModel(options.registry, 'gemini', id) ?? guessTraits(id);
  let client: Promise<GoogleGenAI> | undefined;
  return {
    name: 'gemini',
    baseUrl,
    countWorstOutput: (request) => toOutputLimit(request, traitsOf(request.model)),
    read: (raw, request) => readBody(raw, request.model, official),
    send: makeSend({
      baseUrl,
      apiKey,
      // No header tells about limits; a 429 does.
      toLimits: () => ({}),
      toProblem,
      call: async (request, signal) => {
        client ??= makeClient(options);
        const { config, ...parameters } = toParameters(request, traitsOf(request.model));
        return (await client).models.generateContent({
          ...parameters,
          config: { ...config, abortSignal: signal },
        });
      },
    }),
  };
};

/** Each setting that the SDK would otherwise take from the environment is given. It does not retry unless told to. */
const makeClient = async ({ apiKey, baseUrl }: SettledOptions): Promise<GoogleGenAI> => {
  const { GoogleGenAI } = await import('@google/genai');
  return new GoogleGenAI({
    apiKey,
    vertexai: false,
    apiVersion: 'v1beta',
    httpOptions: {
      baseUrl,
      fetch: makeTap({
        accept: 'application/json',
        'content-type': 'application/json',
        'user-agent': 'idiolect',
        'x-goog-api-key': apiKey,
      }),
    },
  });
};
