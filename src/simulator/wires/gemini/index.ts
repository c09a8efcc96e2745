import type { JsonObject } from '../json.ts';
import { findKnownModel, KNOWN_MODELS, type KnownModel } from '../models.ts';
import { readHeader } from '../read-bearer.ts';
import type { Wire } from '../wire.ts';
import { readAsk } from './read-ask.ts';
import { writeError } from './write-error.ts';
import { writeReply } from './write-reply.ts';

/** generateContent of the Gemini Developer API. It tells of limits only when one is reached, never in headers. */
export const gemini: Wire = {
  name: 'gemini',
  readKey: (headers, query) => readHeader(headers, 'x-goog-api-key') ?? (query.get('key') || undefined),
  readAsk: (body, pathModel) => readAsk(body, pathModel ?? ''),
  toReply: writeReply,
  toError: writeError,
  toLimitHeaders: () => ({}),
  toIdHeaders: () => ({}),
  toModelList: () => ({ models: KNOWN_MODELS.filter(({ provider }) => provider === 'gemini').map(toEntry) }),
  toModelEntry: (id) => {
    const model = findKnownModel('gemini', id);
    return model === undefined ? undefined : toEntry(model);
  },
};

const toEntry = ({ id, maxOutputTokens }: KnownModel): JsonObject => ({
  name: `models/${id}`,
  displayName: id,
  inputTokenLimit: 1_048_576,
  outputTokenLimit: maxOutputTokens,
  supportedGenerationMethods: ['generateContent'],
});
