import { hashText, type Result, toCanonicalJson } from '../base/index.ts';
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

/** What the ledger knows a call by. */
export interface CallIdentity {
  readonly key: CallKey;
  /** The request as canonical JSON. */
  readonly request: string;
}

/** What was worked out: to write a long prompt as JSON and hash it takes longer than all else that is done with it. */
const known = new WeakMap<object, CallIdentity & { readonly name: string; readonly baseUrl: string }>();

/** Identifies a call by provider, base URL, model, every parameter, the full messages and the subject. */
export const identifyCall = (
  { name, baseUrl }: Pick<Provider, 'name' | 'baseUrl'>,
  call: Pick<Call<unknown>, 'request' | 'subject'>,
): CallIdentity => {
  const earlier = known.get(call);
  if (earlier !== undefined && earlier.name === name && earlier.baseUrl === baseUrl) return earlier;
  const request = toCanonicalJson(call.request);
  const { subject } = call;
  // The canonical JSON of all four, without writing the request a second time.
  const head = `{"baseUrl":${JSON.stringify(baseUrl)},"provider":${JSON.stringify(name)},"request":`;
  const tail = subject === undefined ? '}' : `,"subject":${JSON.stringify(subject)}}`;
  const identity = { key: hashText(head + request + tail) as CallKey, request, name, baseUrl };
  known.set(call, identity);
  return identity;
};

/** The key by which the ledger knows a call. */
export const toCallKey = (
  provider: Pick<Provider, 'name' | 'baseUrl'>,
  call: Pick<Call<unknown>, 'request' | 'subject'>,
): CallKey => identifyCall(provider, call).key;
