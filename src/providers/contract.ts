import type { Message } from '../conversation/index.ts';
import type { ProviderName } from './provider-name.ts';

/** What is asked of a model, in the same words for every provider. Plain and serialisable. */
export interface Request {
  readonly model: string;
  readonly system: string;
  /** Starts and ends with the user. */
  readonly messages: readonly Message[];
  /** Left out on the wire where the model rejects it (Claude Opus 4.7 and later). */
  readonly temperature: number;
  /** Room for the answer alone, in tokens. An adapter adds the room that hidden thinking needs. */
  readonly maxTokens: number;
  /** The shape of the answer, as a JSON Schema within the subset that all three providers take. */
  readonly schema?: AnswerSchema;
}

/** A named JSON Schema. */
export interface AnswerSchema {
  readonly name: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

/** What came over the wire, untouched: it is stored before anything reads it. */
export interface RawReply {
  readonly status: number;
  /** The body's text. */
  readonly body: string;
  /** The provider's id of the exchange, for its support desk. */
  readonly requestId?: string;
}

/** Tokens as billed. `inputTokens` and `outputTokens` are totals; the other figures are parts of them. */
export interface Usage {
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  readonly cacheWriteTokens: number;
  readonly outputTokens: number;
  readonly thinkingTokens: number;
  /** The model whose prices hold, where another one answered than was asked for. */
  readonly billedAs?: string;
}

/** A usable answer. */
export interface Reply {
  readonly text: string;
  /** The model that answered, as the provider names it. */
  readonly model: string;
  /** Undefined when the answer does not say, or not in counts, what it used: then it may have cost the worst. */
  readonly usage?: Usage;
}

/**
 * Everything that can go wrong with a call; `engine/retry-rules.ts` says what each leads to.
 *
 * The first group never reached the model, the second did and may have been billed.
 */
export const PROBLEM_KINDS = [
  'rate-limited',
  'overloaded',
  'server-error',
  'unreachable',
  'connection-lost',
  'timed-out',
  'too-large',
  'bad-request',
  'bad-key',
  'forbidden',
  'no-credit',
  'daily-quota',
  'unknown-model',
  'wrong-url',
  'not-http',
  'refused',
  'blocked',
  'recitation',
  'cut-off',
  'foreign-body',
  'empty',
  'wrong-model',
  'not-json',
  'wrong-shape',
  'interrupted',
] as const;
export type ProblemKind = (typeof PROBLEM_KINDS)[number];

/** Why there is no usable answer. */
export interface Problem {
  readonly kind: ProblemKind;
  /** One line for people: numbers and codes, never a prompt, a reply or a key. */
  readonly message: string;
  /** How long the provider asks to wait. */
  readonly retryAfterMs?: number;
  /** What was billed all the same; undefined when that is not known. */
  readonly usage?: Usage;
}

/** A limit per minute as a reply tells it. */
export interface Allowance {
  readonly limit: number;
  readonly remaining?: number;
  /** Until the limit is whole again. */
  readonly resetMs?: number;
  /** Present where the reply is a refusal and says that this limit is why. */
  readonly refusal?: LimitRefusal;
}

/** What a refusal says about the request that passed a limit. */
export interface LimitRefusal {
  /** Until a request like it would be served. */
  readonly waitMs?: number;
  /** What the provider counts for it. */
  readonly requested?: number;
}

/** What a reply says about limits: its headers, or the body of a refusal. */
export interface Limits {
  readonly requests?: Allowance;
  /** Tokens of both directions together. */
  readonly tokens?: Allowance;
  readonly inputTokens?: Allowance;
  readonly outputTokens?: Allowance;
}

/** How one send ended: with a body to keep, or without. */
export type Sent =
  | { readonly kind: 'answered'; readonly raw: RawReply; readonly limits: Limits }
  | { readonly kind: 'failed'; readonly problem: Problem; readonly limits: Limits };

/** What a body means. */
export type Reading =
  | { readonly kind: 'reply'; readonly reply: Reply }
  | { readonly kind: 'problem'; readonly problem: Problem };

/** One way to reach models. Every implementation passes `provider.contract.ts`. */
export interface Provider {
  readonly name: ProviderName;
  /** Where it sends to, without a trailing slash. */
  readonly baseUrl: string;
  /**
   * Sends one request. Expected failures are values. A body with status 200 is `answered`, unless it is nothing but an
   * error. A request whose parameter is refused goes out again at once without it, and one that met a connection which the
   * server had closed while it lay idle goes out again on a fresh one; nothing else is sent twice.
   */
  send(request: Request, options: { readonly signal: AbortSignal }): Promise<Sent>;
  /** The most output tokens that one send of this request can be billed for, hidden thinking included. */
  countWorstOutput(request: Request): number;
  /** Reads a stored body. Pure: the same body and request give the same reading for ever. */
  read(raw: RawReply, request: Request): Reading;
}
