import type { GoogleGenAI } from '@google/genai';
import { makeProvider } from '../wire/make-provider.ts';
import type { SettledOptions } from '../wire/settled-options.ts';
import { makeTap } from '../wire/tap.ts';
import { findErrorStatus } from './error-body.ts';
import { guessTraits } from './guess-traits.ts';
import { readBody } from './read-body.ts';
import { toLimits } from './to-limits.ts';
import { toParameters } from './to-parameters.ts';
import { toProblem } from './to-problem.ts';

/** The SDK does not retry unless told to. */
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

/** Reaches models over the Gemini API's `generateContent`. */
export const makeGemini = makeProvider<GoogleGenAI>({
  name: 'gemini',
  host: 'googleapis.com',
  guessTraits,
  makeClient,
  call: (client, request, traits, signal) => {
    const { config, ...parameters } = toParameters(request, traits);
    return client.models.generateContent({ ...parameters, config: { ...config, abortSignal: signal } });
  },
  toLimits,
  toProblem,
  findErrorStatus,
  readBody,
});
