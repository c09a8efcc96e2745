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

/** Keys that were worked out: hashing a long prompt takes longer than all else that is done with a key. */
const keys = new WeakMap<
  object,
  { readonly name: string; readonly baseUrl: string; readonly key: CallKey }
>();

/**
 * The key by which the ledger knows a call: provider, base URL, model, every parameter, the full messages and the
 * subject. Worked out once for each call.
 */
export const toCallKey = (
  { name, baseUrl }: Pick<Provider, 'name' | 'baseUrl'>,
  call: Pick<Call<unknown>, 'request' | 'subject'>,
): CallKey => {
  const known = keys.get(call);
  if (known !== undefined && known.name === name && known.baseUrl === baseUrl) return known.key;
  const { request, subject } = call;
  const key = hashValue({ provider: name, baseUrl, request, subject }) as CallKey;
  keys.set(call, { name, baseUrl, key });
  return key;
};
