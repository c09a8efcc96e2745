import type { Refusal } from '../wires/refusal.ts';
import type { FaultKind } from './fault.ts';

/** How a reply goes over the wire. */
export type Manner = 'whole' | 'slow-body' | 'reset' | 'reset-in-body' | 'hang';

/** The refusal that a fault shows itself as, when it is one. */
export const toRefusal = (fault: FaultKind): Refusal | undefined => REFUSALS[fault];

const REFUSALS: Readonly<Partial<Record<FaultKind, Refusal>>> = {
  // No limit was reached, so none may be told: a client would keep to it.
  429: { kind: 'busy', waitMs: 250 },
  500: { kind: 'server-error' },
  503: { kind: 'overloaded' },
  'no-credit': { kind: 'no-credit' },
  'daily-quota': { kind: 'daily-quota' },
  'bad-key': { kind: 'bad-key' },
  'retired-model': { kind: 'retired-model' },
};

/** How a fault has the reply delivered. */
export const toManner = (fault: FaultKind | undefined): Manner =>
  fault === 'slow-body' || fault === 'reset' || fault === 'reset-in-body' || fault === 'hang'
    ? fault
    : 'whole';

/** A reply that no provider wrote. */
export interface StrangeBody {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What stands between us and the provider answers in its place; an empty body for what never arrives. */
export const findStrangeBody = (fault: FaultKind): StrangeBody | undefined => STRANGE_BODIES[fault];

const NOTHING: StrangeBody = { status: 200, headers: {}, body: '' };

const STRANGE_BODIES: Readonly<Partial<Record<FaultKind, StrangeBody>>> = {
  reset: NOTHING,
  hang: NOTHING,
  html: {
    status: 502,
    headers: { 'content-type': 'text/html' },
    body: '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n',
  },
  'not-json': { status: 200, headers: { 'content-type': 'text/plain' }, body: 'upstream connect error' },
};
