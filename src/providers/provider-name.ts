/** The wires that are spoken. Servers that copy the OpenAI wire are reached as `openai` with a base URL. */
export const PROVIDER_NAMES = ['openai', 'gemini', 'anthropic'] as const;
export type ProviderName = (typeof PROVIDER_NAMES)[number];
