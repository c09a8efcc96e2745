import type { Result } from '../../base/index.ts';
import type { ProviderName } from '../../providers/index.ts';
import type { LimitState } from '../limits/limit-state.ts';
import type { Answer, Ask, Stamp } from './ask.ts';
import type { JsonObject } from './json.ts';
import type { BadRequest, Refusal } from './refusal.ts';

/** Header names in small letters, as `node:http` gives them. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** An error as it goes over the wire. */
export interface WireError {
  readonly status: number;
  readonly body: JsonObject;
  readonly headers?: Readonly<Record<string, string>>;
}

/** How one provider's requests are read and its replies are written. All of it is pure. */
export interface Wire {
  readonly name: ProviderName;
  /** The key that a request carries, if any. */
  readKey(headers: Headers, query: URLSearchParams): string | undefined;
  /** Reads a request. `pathModel` is the model that the path names, on the wire that does so. */
  readAsk(body: JsonObject, pathModel: string | undefined): Result<Ask, BadRequest>;
  toReply(answer: Answer): JsonObject;
  toError(
    refusal: Refusal,
    about: { readonly model: string; readonly path: string; readonly stamp: Stamp },
  ): WireError;
  /** The headers that tell what is left of the limits. */
  toLimitHeaders(state: LimitState, nowMs: number): Record<string, string>;
  /** The header that names the exchange for the provider's support desk. */
  toIdHeaders(stamp: Stamp): Record<string, string>;
  /** The answer to a request for the list of models. */
  toModelList(): JsonObject;
  /** One entry of that list. */
  toModelEntry(id: string): JsonObject | undefined;
}
