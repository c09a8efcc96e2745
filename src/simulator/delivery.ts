import type { ProviderName, Usage } from '../providers/index.ts';
import type { Manner } from './faults/show-fault.ts';
import type { Headers } from './wires/wire.ts';

/** A request for an answer, as it came in. */
export interface Incoming {
  readonly wire: ProviderName;
  readonly path: string;
  readonly pathModel: string | undefined;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  /** Undefined when it was too large to be read. */
  readonly body: string | undefined;
  /** The same as it came, when it is at hand: cheaper to hash than its text. */
  readonly bytes?: Buffer | undefined;
}

/** A reply and how it is to be delivered. */
export interface Delivery {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly manner: Manner;
  /** Counted from the request's arrival. */
  readonly delayMs: number;
  /** The request, for the count of those that were seen before. */
  readonly identity: string;
  /** Whether it is a whole answer without a fault. */
  readonly isGood: boolean;
  readonly usage: Usage | undefined;
}
