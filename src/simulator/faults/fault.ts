/** Every way in which the simulator can fail, and what it looks like. */
export const FAULTS = {
  429: 'rate limited, though no limit was reached',
  500: 'a server error',
  503: 'overloaded (529 on the Anthropic wire)',
  reset: 'the connection is reset before the headers',
  'reset-in-body': 'the connection is reset in mid-body',
  hang: 'no answer, ever',
  'slow-body': 'the body comes in pieces, slowly',
  truncated: 'the answer is cut off, though it would fit',
  'invalid-json': 'the JSON of the answer is broken',
  'wrong-schema': 'valid JSON with other keys than were asked for',
  'wrong-exchanges': 'one exchange less than was asked for',
  'wrong-roles': 'the roles of the messages are swapped',
  refusal: 'the model declines',
  empty: 'an answer without text',
  'safety-block': 'a filter blocks the prompt',
  recitation: 'a filter stops the answer for reciting',
  'wrong-model': 'another model answers than was asked for',
  'no-credit': 'the account has no credit left',
  'daily-quota': "the day's or the month's quota is used up",
  'bad-key': 'the key is refused',
  'retired-model': 'the model has been shut down',
  html: 'a proxy answers 502 with an HTML page',
  'not-json': 'status 200 with a body that is no JSON',
} as const;

/** A way to fail. */
export type FaultKind = keyof typeof FAULTS extends infer Key ? (Key extends number ? `${Key}` : Key) : never;

/** The names of all faults. */
export const FAULT_KINDS = Object.keys(FAULTS) as readonly FaultKind[];

/** When a fault happens: by chance, or at exact places among the server's requests, counted from 1. */
export type Fault =
  | { readonly kind: FaultKind; readonly probability: number }
  | { readonly kind: FaultKind; readonly from: number; readonly to: number };
