import type { ProviderName } from '../providers/index.ts';
import type { Headers } from './wires/wire.ts';

/** What a request line asks of the server. */
export type Route =
  | { readonly kind: 'answer'; readonly wire: ProviderName; readonly model: string | undefined }
  | { readonly kind: 'models'; readonly wire: ProviderName; readonly model: string | undefined }
  | { readonly kind: 'home' | 'stats' | 'reset' }
  | { readonly kind: 'unknown'; readonly wire: ProviderName };

/** Finds what is asked for. One server speaks all three wires; their paths differ but for the list of models. */
export const findRoute = (method: string, path: string, headers: Headers): Route => {
  if (method === 'GET' && path === '/') return { kind: 'home' };
  if (method === 'GET' && path === '/__simulator/stats') return { kind: 'stats' };
  if (method === 'POST' && path === '/__simulator/reset') return { kind: 'reset' };
  if (method === 'POST') {
    if (path === '/v1/chat/completions') return { kind: 'answer', wire: 'openai', model: undefined };
    if (path === '/v1/messages') return { kind: 'answer', wire: 'anthropic', model: undefined };
    // Version 3.1.0 of Google's SDK asks under /v1, earlier ones and the documentation under /v1beta.
    const model = /^\/v1(?:alpha|beta)?\/models\/([^/:]+):generateContent$/.exec(path)?.[1];
    if (model !== undefined) return { kind: 'answer', wire: 'gemini', model: decodeModel(model) };
  }
  const [, list, model] = /^(\/v1(?:alpha|beta)?\/models)(?:\/([^/:]+))?$/.exec(path) ?? [];
  const wire = guessWire(path, headers);
  if (method === 'GET' && list !== undefined) {
    return { kind: 'models', wire, model: model === undefined ? undefined : decodeModel(model) };
  }
  return { kind: 'unknown', wire };
};

/** Whose client this is, when the path alone does not tell. */
const guessWire = (path: string, headers: Headers): ProviderName => {
  if (headers['anthropic-version'] !== undefined || path.startsWith('/v1/messages')) return 'anthropic';
  const isGoogle = headers['x-goog-api-key'] !== undefined || headers['x-goog-api-client'] !== undefined;
  return isGoogle || /^\/(v1beta|v1alpha|upload)\b/.test(path) || path.includes(':generateContent')
    ? 'gemini'
    : 'openai';
};

const decodeModel = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};
