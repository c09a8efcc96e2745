import type { Stamp } from '../ask.ts';
import type { JsonObject } from '../json.ts';
import { findKnownModel, KNOWN_MODELS, type KnownModel } from '../models.ts';
import { readBearer } from '../read-bearer.ts';
import type { Wire } from '../wire.ts';
import { toGoDuration } from './go-duration.ts';
import { readAsk } from './read-ask.ts';
import { writeError } from './write-error.ts';
import { writeReply } from './write-reply.ts';

/** Chat Completions. */
export const openai: Wire = {
  name: 'openai',
  readKey: (headers) => readBearer(headers),
  readAsk: (body) => readAsk(body),
  toReply: writeReply,
  toError: writeError,
  // Durations in Go's way, not seconds and not dates (OpenAI rate limits page, 2026-07-15).
  toLimitHeaders: ({ requests, tokens }) => ({
    ...(requests && {
      'x-ratelimit-limit-requests': String(requests.limit),
      'x-ratelimit-remaining-requests': String(requests.remaining),
      'x-ratelimit-reset-requests': toGoDuration(requests.resetMs),
    }),
    ...(tokens && {
      'x-ratelimit-limit-tokens': String(tokens.limit),
      'x-ratelimit-remaining-tokens': String(tokens.remaining),
      'x-ratelimit-reset-tokens': toGoDuration(tokens.resetMs),
    }),
  }),
  toIdHeaders: (stamp: Stamp) => ({ 'x-request-id': `req_${stamp.id.slice(0, 32)}` }),
  toModelList: () => ({
    object: 'list',
    data: KNOWN_MODELS.filter(({ provider }) => provider === 'openai').map(toEntry),
  }),
  toModelEntry: (id) => {
    const model = findKnownModel('openai', id);
    return model === undefined ? undefined : toEntry(model);
  },
};

const toEntry = ({ id, shutdownDate }: KnownModel): JsonObject => ({
  id,
  object: 'model',
  created: 1_715_367_049,
  owned_by: 'system',
  shutdown_date: shutdownDate ?? null,
});
