import type { PromptBill } from '../answer/make-answer.ts';
import type { Ask } from '../wires/ask.ts';
import { countPromptTokens, countTokens } from './count-tokens.ts';
import type { PrefixCache } from './prefix-cache.ts';

const LEAST_MARKED_TOKENS = 1024;

/** What a prompt costs, with what the cache holds of it. Does not change the cache. */
export const billPrompt = (ask: Ask, prompt: string, cache: PrefixCache): PromptBill => {
  const inputTokens = countPromptTokens(ask);
  const bill = { inputTokens, cachedInputTokens: 0, cacheWriteTokens: 0 };
  if (ask.caching === 'automatic') return { ...bill, cachedInputTokens: cache.measure(toScope(ask), prompt) };
  const marked = countTokens(ask.system);
  if (ask.caching === 'never' || marked < LEAST_MARKED_TOKENS) return bill;
  const isKnown = cache.measure(toScope(ask), ask.system) > 0;
  return isKnown ? { ...bill, cachedInputTokens: marked } : { ...bill, cacheWriteTokens: marked };
};

/** Puts a prompt that is answered into the cache: all of it, or the system text where the request marks what to keep. */
export const rememberPrompt = (ask: Ask, prompt: string, cache: PrefixCache): void => {
  if (ask.caching === 'automatic') cache.remember(toScope(ask), prompt);
  if (ask.caching === 'marked') cache.remember(toScope(ask), ask.system);
};

/** What a request is charged of the tokens per minute when it comes in. */
export const toChargedTokens = (ask: Ask, bill: PromptBill): number => {
  switch (ask.provider) {
    case 'openai':
      // The larger of the two, so that a room far above the need eats the limit (rate limits page, 2026-07-15).
      return Math.max(ask.maxTokens ?? 0, bill.inputTokens);
    case 'gemini':
      return bill.inputTokens;
    case 'anthropic':
      return bill.inputTokens - bill.cachedInputTokens;
  }
};

const toScope = ({ provider, model }: Ask): string => `${provider}/${model}`;
