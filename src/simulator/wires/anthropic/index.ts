import type { Level, LimitState } from '../../limits/limit-state.ts';
import type { JsonObject } from '../json.ts';
import { findKnownModel, KNOWN_MODELS, type KnownModel } from '../models.ts';
import { readBearer, readHeader } from '../read-bearer.ts';
import type { Wire } from '../wire.ts';
import { readAsk } from './read-ask.ts';
import { toRequestId, writeError } from './write-error.ts';
import { writeReply } from './write-reply.ts';

/** The Messages API. */
export const anthropic: Wire = {
  name: 'anthropic',
  // Version 1.12.0 of the SDK sends the key as a bearer token; curl examples send it as x-api-key.
  readKey: (headers) => readHeader(headers, 'x-api-key') ?? readBearer(headers),
  readAsk: (body) => readAsk(body),
  toReply: writeReply,
  toError: writeError,
  toLimitHeaders: (state, nowMs) => writeLimits(state, nowMs),
  toIdHeaders: (stamp) => ({ 'request-id': toRequestId(stamp) }),
  toModelList: () => {
    const data = KNOWN_MODELS.filter(({ provider }) => provider === 'anthropic').map(toEntry);
    return { data, has_more: false, first_id: data[0]?.id ?? null, last_id: data.at(-1)?.id ?? null };
  },
  toModelEntry: (id) => {
    const model = findKnownModel('anthropic', id);
    return model === undefined ? undefined : toEntry(model);
  },
};

const toEntry = ({ id, snapshot }: KnownModel): JsonObject => ({
  type: 'model',
  id: snapshot ?? id,
  display_name: id,
  created_at: '2025-10-01T00:00:00Z',
});

/** Resets are RFC 3339 times, what remains of tokens is rounded to thousands (rate limits page, 2026-08-22). */
const writeLimits = (
  { requests, tokens, outputTokens }: LimitState,
  nowMs: number,
): Record<string, string> => ({
  ...writeLevel('requests', requests, nowMs, 1),
  ...writeLevel('input-tokens', tokens, nowMs, 1000),
  ...writeLevel('output-tokens', outputTokens, nowMs, 1000),
  // The limit that binds most, of the two that count tokens.
  ...writeLevel('tokens', pickTighter(tokens, outputTokens), nowMs, 1000),
});

const writeLevel = (
  name: string,
  level: Level | undefined,
  nowMs: number,
  roundTo: number,
): Record<string, string> => {
  if (level === undefined) return {};
  const start = `anthropic-ratelimit-${name}`;
  return {
    [`${start}-limit`]: String(level.limit),
    [`${start}-remaining`]: String(Math.round(level.remaining / roundTo) * roundTo),
    [`${start}-reset`]: new Date(Math.ceil((nowMs + level.resetMs) / 1000) * 1000)
      .toISOString()
      .replace(/\.\d{3}Z$/, 'Z'),
  };
};

const pickTighter = (a: Level | undefined, b: Level | undefined): Level | undefined => {
  if (a === undefined || b === undefined) return a ?? b;
  return a.remaining / a.limit <= b.remaining / b.limit ? a : b;
};
