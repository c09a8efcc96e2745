import { makeAnthropic } from './anthropic/anthropic.ts';
import type { Provider } from './contract.ts';
import { makeGemini } from './gemini/gemini.ts';
import { makeOpenai } from './openai/openai.ts';
import type { ProviderName } from './provider-name.ts';
import type { ProviderOptions } from './wire/settled-options.ts';
import { type SettledOptions, settleOptions } from './wire/settled-options.ts';

/** Each provider: how it is made and where it lives. One line to add one. */
const PROVIDERS: Readonly<
  Record<ProviderName, readonly [(options: SettledOptions) => Provider, baseUrl: string]>
> = {
  openai: [makeOpenai, 'https://api.openai.com/v1'],
  gemini: [makeGemini, 'https://generativelanguage.googleapis.com'],
  anthropic: [makeAnthropic, 'https://api.anthropic.com'],
};

/** Where a provider lives when nothing else is said. */
export const defaultBaseUrl = (name: ProviderName): string => PROVIDERS[name][1];

/**
 * Opens the way to a provider. Nothing is sent, and its SDK is not loaded, before the first request.
 *
 * @throws {IdiolectError} `BASE_URL_WRONG`, `KEY_MISSING`, `KEY_REFUSED`
 */
export const openProvider = (name: ProviderName, options: ProviderOptions): Provider => {
  const [make, baseUrl] = PROVIDERS[name];
  return make(settleOptions(name, options, baseUrl));
};
