import { hashValue, type Result } from '../base/index.ts';
import type { Problem, Provider, Reply, Request } from '../providers/index.ts';
import type { CallKey } from './ledger/index.ts';

/** One thing that is wanted from a model. The engine does not know what for. */
export interface Call<Value> {
  /** How events name it, for instance the number of an assignment. */
  readonly id: string;
  readonly request: Request;
  /** Sets calls apart whose requests are equal: each of them is to have an answer of its own. */
  readonly subject?: string;
  /** Turns a reply into what was wanted, or says why it cannot. Pure: it is run again on stored replies. */
  accept(reply: Reply): Result<Value, Problem>;
  /** The request of the next attempt after an answer that could not be used. Pure, for the same reason. */
  revise(request: Request, problem: Problem): Request;
}

/**
 * The key by which the ledger knows a call: provider, base URL, model, every parameter, the full messages and the
 * subject.
 */
export const toCallKey = (
  { name, baseUrl }: Pick<Provider, 'name' | 'baseUrl'>,
  { request, subject }: Pick<Call<unknown>, 'request' | 'subject'>,
): CallKey => hashValue({ provider: name, baseUrl, request, subject }) as CallKey;
