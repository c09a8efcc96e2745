import type { ProviderName } from '../../providers/index.ts';
import type { ThinkingRoom } from './ask.ts';

/** What the simulator knows of a model; it answers to any other name as well. */
export interface KnownModel {
  readonly provider: ProviderName;
  readonly id: string;
  /** The dated name that replies bear. Without it they bear the name that was asked for. */
  readonly snapshot?: string;
  /** The most output tokens a request may ask for, thinking included. */
  readonly maxOutputTokens?: number;
  /** The day of its shutdown, where the provider has named one. */
  readonly shutdownDate?: string;
}

/**
 * The models that the lists show. Snapshots, limits and dates: OpenAI API spec (2026-08-21) and deprecations page
 * (2026-10-14), Gemini model and deprecations pages (2026-11-10), Anthropic models page (2026-08-22).
 *
 * Written apart from the program's own model data, so that a mistake there is not repeated here.
 */
export const KNOWN_MODELS: readonly KnownModel[] = [
  {
    provider: 'openai',
    id: 'gpt-4o',
    snapshot: 'gpt-4o-2024-08-06',
    maxOutputTokens: 16_384,
    shutdownDate: '2027-01-14',
  },
  {
    provider: 'openai',
    id: 'gpt-4o-mini',
    snapshot: 'gpt-4o-mini-2024-07-18',
    maxOutputTokens: 16_384,
    shutdownDate: '2027-01-14',
  },
  {
    provider: 'openai',
    id: 'gpt-4.1',
    snapshot: 'gpt-4.1-2025-04-14',
    maxOutputTokens: 32_768,
    shutdownDate: '2027-01-14',
  },
  {
    provider: 'openai',
    id: 'gpt-4.1-mini',
    snapshot: 'gpt-4.1-mini-2025-04-14',
    maxOutputTokens: 32_768,
    shutdownDate: '2027-01-14',
  },
  { provider: 'openai', id: 'gpt-5', maxOutputTokens: 128_000, shutdownDate: '2026-12-11' },
  { provider: 'openai', id: 'gpt-6-luna' },
  { provider: 'gemini', id: 'gemini-2.5-pro', maxOutputTokens: 65_536, shutdownDate: '2026-12-01' },
  { provider: 'gemini', id: 'gemini-2.5-flash', maxOutputTokens: 65_536 },
  { provider: 'gemini', id: 'gemini-2.5-flash-lite', maxOutputTokens: 65_536 },
  { provider: 'gemini', id: 'gemini-3.8-flash', maxOutputTokens: 65_536 },
  {
    provider: 'anthropic',
    id: 'claude-haiku-4-5',
    snapshot: 'claude-haiku-4-5-20251001',
    maxOutputTokens: 64_000,
  },
  { provider: 'anthropic', id: 'claude-sonnet-5', maxOutputTokens: 128_000 },
  { provider: 'anthropic', id: 'claude-opus-5', maxOutputTokens: 128_000 },
];

/** The known model of that name or snapshot. */
export const findKnownModel = (provider: ProviderName, name: string): KnownModel | undefined =>
  KNOWN_MODELS.find((model) => model.provider === provider && (model.id === name || model.snapshot === name));

/** The name a reply bears: the dated snapshot where there is one. */
export const toSnapshot = (provider: ProviderName, name: string): string =>
  findKnownModel(provider, name)?.snapshot ?? name;

/** Another model of the same provider, as a reply would name it: what a silent replacement looks like. */
export const toOtherModel = (provider: ProviderName, name: string): string => {
  const others = { openai: 'gpt-6-luna', gemini: 'gemini-3.8-flash', anthropic: 'claude-sonnet-5' };
  const spare = { openai: 'gpt-4o-mini-2024-07-18', gemini: 'gemini-2.5-flash', anthropic: 'claude-opus-5' };
  return others[provider] === name ? spare[provider] : others[provider];
};

/** A model that answers without hidden thinking. */
export const NO_THINKING: ThinkingRoom = { least: 0, most: 0 };

/** How much a model thinks when it is told how hard to try. Rough figures, to make thinking show in the bill. */
export const THINKING_BY_EFFORT: Readonly<Record<string, ThinkingRoom>> = {
  none: NO_THINKING,
  minimal: { least: 0, most: 64 },
  low: { least: 48, most: 256 },
  medium: { least: 128, most: 768 },
  high: { least: 384, most: 2048 },
  xhigh: { least: 768, most: 4096 },
  max: { least: 768, most: 6144 },
};
