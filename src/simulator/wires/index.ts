import type { ProviderName } from '../../providers/index.ts';
import { anthropic } from './anthropic/index.ts';
import { gemini } from './gemini/index.ts';
import { openai } from './openai/index.ts';
import type { Wire } from './wire.ts';

/** The three wires by provider. */
export const WIRES: Readonly<Record<ProviderName, Wire>> = { openai, gemini, anthropic };
