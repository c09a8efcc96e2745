/** Every way in which the simulator can fail, and what it looks like. */
export const FAULTS = [
  { kind: '429', summary: 'rate limited, though no limit was reached' },
  { kind: '500', summary: 'a server error' },
  { kind: '503', summary: 'overloaded (529 on the Anthropic wire)' },
  { kind: 'reset', summary: 'the connection is reset before the headers' },
  { kind: 'reset-in-body', summary: 'the connection is reset in mid-body' },
  { kind: 'hang', summary: 'no answer, ever' },
  { kind: 'slow-body', summary: 'the body comes in pieces, slowly' },
  { kind: 'truncated', summary: 'the answer is cut off, though it would fit' },
  { kind: 'invalid-json', summary: 'the JSON of the answer is broken' },
  { kind: 'wrong-schema', summary: 'valid JSON with other keys than were asked for' },
  { kind: 'wrong-exchanges', summary: 'one exchange less than was asked for' },
  { kind: 'wrong-roles', summary: 'the roles of the messages are swapped' },
  { kind: 'disclaimer', summary: 'the last turn says that a machine wrote it, which the checks reject' },
  { kind: 'invented-quote', summary: 'a judge quotes what stands nowhere' },
  { kind: 'refusal', summary: 'the model declines' },
  { kind: 'empty', summary: 'an answer without text' },
  { kind: 'safety-block', summary: 'a filter blocks the prompt' },
  { kind: 'recitation', summary: 'a filter stops the answer for reciting' },
  { kind: 'wrong-model', summary: 'another model answers than was asked for' },
  { kind: 'no-credit', summary: 'the account has no credit left' },
  { kind: 'daily-quota', summary: "the day's or the month's quota is used up" },
  { kind: 'bad-key', summary: 'the key is refused' },
  { kind: 'retired-model', summary: 'the model has been shut down' },
  { kind: 'html', summary: 'a proxy answers 502 with an HTML page' },
  { kind: 'not-json', summary: 'status 200 with a body that is no JSON' },
] as const;

/** A way to fail. */
export type FaultKind = (typeof FAULTS)[number]['kind'];

/** The names of all faults. */
export const FAULT_KINDS: readonly FaultKind[] = FAULTS.map(({ kind }) => kind);

/**
 * When a fault happens: by chance, or at exact places among the server's requests, counted from 1. Without `to` it
 * happens from then on.
 */
export type Fault =
  | { readonly kind: FaultKind; readonly probability: number }
  | { readonly kind: FaultKind; readonly from: number; readonly to?: number };
