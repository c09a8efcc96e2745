import type { ProviderName, Usage } from '../../providers/index.ts';
import type { JsonObject } from './json.ts';

/** One turn of a prompt. */
export interface Turn {
  readonly role: 'user' | 'assistant';
  readonly text: string;
}

/** What the answer is to look like. A `tool` answer is the input of that tool. */
export type AnswerForm =
  | { readonly kind: 'text' }
  | { readonly kind: 'json' }
  | { readonly kind: 'schema'; readonly schema: JsonObject }
  | { readonly kind: 'tool'; readonly name: string; readonly schema: JsonObject };

/** Hidden thinking in tokens, from least to most; both are 0 for a model that does not think. */
export interface ThinkingRoom {
  readonly least: number;
  readonly most: number;
}

/** What a valid request asks for, in one form for all wires. */
export interface Ask {
  readonly provider: ProviderName;
  readonly model: string;
  readonly system: string;
  readonly turns: readonly Turn[];
  /** The limit on output tokens, hidden thinking included. */
  readonly maxTokens: number | undefined;
  readonly form: AnswerForm;
  readonly thinking: ThinkingRoom;
  /** `marked`: only what the request marks is cached (Anthropic). `never`: nothing is. */
  readonly caching: 'automatic' | 'marked' | 'never';
}

/** How an answer ends. */
export type Ending = 'done' | 'cut-off' | 'refused' | 'blocked' | 'recitation';

/** An answer before it is written in a provider's shape. */
export interface Answer {
  readonly text: string;
  readonly ending: Ending;
  /** The model's name in the reply. */
  readonly model: string;
  readonly usage: Usage;
  readonly form: AnswerForm;
  readonly stamp: Stamp;
}

/** What tells one exchange from another. */
export interface Stamp {
  /** 64 hexadecimal digits, different for each request the server has seen. */
  readonly id: string;
  /** Wall time in milliseconds since 1970. */
  readonly nowMs: number;
}
