/** Which allowance a request went over. */
export type LimitKind = 'requests' | 'tokens' | 'input-tokens' | 'output-tokens';

/** Why a request gets no answer. Each wire says it in its own way. */
export type Refusal =
  | BadRequest
  | { readonly kind: 'missing-key' }
  | { readonly kind: 'bad-key' }
  | { readonly kind: 'unknown-path'; readonly method: string }
  | { readonly kind: 'unknown-model' }
  | { readonly kind: 'retired-model' }
  | { readonly kind: 'body-too-large' }
  | {
      readonly kind: 'rate-limited';
      readonly what: LimitKind;
      readonly limit: number;
      readonly used: number;
      readonly requested: number;
      readonly waitMs: number;
    }
  /** A 429 that names no limit. */
  | { readonly kind: 'busy'; readonly waitMs: number }
  | { readonly kind: 'too-large'; readonly limit: number; readonly requested: number }
  | { readonly kind: 'daily-quota' }
  | { readonly kind: 'no-credit' }
  | { readonly kind: 'server-error' }
  | { readonly kind: 'overloaded' };

/** A request that is wrong in itself: sending it again helps nobody. */
export interface BadRequest {
  readonly kind: 'bad-request';
  readonly message: string;
  /** The field at fault; only the OpenAI wire tells it. */
  readonly param?: string;
  /** OpenAI's own code. */
  readonly code?: string;
}

/** Makes a refusal of a wrong request. */
export const badRequest = (message: string, at: { param?: string; code?: string } = {}): BadRequest => ({
  kind: 'bad-request',
  message,
  ...at,
});
