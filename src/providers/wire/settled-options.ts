import { IdiolectError } from '../../base/index.ts';
import { loadRegistry, type Registry } from '../models/registry.ts';
import type { ProviderName } from '../provider-name.ts';
import { toBaseUrl } from './base-url.ts';
import type { Adjustment } from './known-traits.ts';

/** What it takes to reach a provider. */
export interface ProviderOptions {
  /** May be empty for a server of one's own, which asks for none. */
  readonly apiKey: string;
  /** Where to send to instead of the provider's own address. */
  readonly baseUrl?: string;
  /** OpenAI only: who is billed, when a key belongs to several. */
  readonly organization?: string;
  readonly project?: string;
  /** What is known about models; without it what ships with the program. */
  readonly registry?: Registry;
  /** Hears of a parameter that the server refused and that is left out from then on. */
  readonly onAdjusted?: (adjustment: Adjustment) => void;
}

/** Options of which nothing is left open. */
export interface SettledOptions {
  readonly apiKey: string;
  readonly baseUrl: string;
  readonly organization: string | undefined;
  readonly project: string | undefined;
  readonly registry: Registry;
  readonly onAdjusted: ((adjustment: Adjustment) => void) | undefined;
}

/** The longest time a timer takes. The SDKs' own limits must never be the ones that act. */
export const NO_SDK_TIMEOUT_MS = 2 ** 31 - 1;

/** Stands where a key is due, for servers that ask for none but speak a wire that always sends one. */
const NO_KEY = 'no-key';

/**
 * Fills in what was left open.
 *
 * @throws {IdiolectError} `BASE_URL_WRONG`, `KEY_MISSING`, `KEY_REFUSED`
 */
export const settleOptions = (
  name: ProviderName,
  options: ProviderOptions,
  defaultBaseUrl: string,
): SettledOptions => {
  const baseUrl = withoutVersion(name, toBaseUrl(options.baseUrl ?? defaultBaseUrl));
  return {
    apiKey: settleKey(name, options.apiKey.trim(), baseUrl === defaultBaseUrl),
    baseUrl,
    organization: options.organization,
    project: options.project,
    registry: options.registry ?? loadRegistry(),
    onAdjusted: options.onAdjusted,
  };
};

/** The SDKs of Google and Anthropic add the version themselves; a base URL with it would lead nowhere. */
const withoutVersion = (name: ProviderName, baseUrl: string): string =>
  name === 'openai' ? baseUrl : baseUrl.replace(/\/v1(beta)?$/, '');

const settleKey = (name: ProviderName, key: string, official: boolean): string => {
  if (key === '' && !official) return NO_KEY;
  if (key === '') {
    throw new IdiolectError('KEY_MISSING', `There is no key for ${name}.`, {
      hint: 'Set the key in the environment or in .env, or rehearse with --simulate.',
    });
  }
  // Anything else cannot stand in a header, and was most likely pasted along with the key.
  if (/^[\x21-\x7e]+$/.test(key)) return key;
  throw new IdiolectError('KEY_REFUSED', `The key for ${name} holds characters that no key has.`, {
    hint: 'Look for spaces, line breaks or quotes in the key.',
  });
};
