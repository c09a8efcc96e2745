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

/** Keys that were worked out: to write a long prompt as JSON and hash it takes longer than all else done with it. */
const keys = new WeakMap<
  object,
  { readonly name: string; readonly baseUrl: string; readonly key: CallKey }
>();
/** The JSON of requests on the way from their key to the ledger. */
const requests = new WeakMap<object, string>();

/**
 * The key by which the ledger knows a call: SHA-256 over the canonical JSON of provider, base URL, request (model, every
 * parameter, the full messages) and subject. Worked out once for each call.
 */
export const toCallKey = (
  { name, baseUrl }: Pick<Provider, 'name' | 'baseUrl'>,
  call: Pick<Call<unknown>, 'request' | 'subject'>,
): CallKey => {
  const known = keys.get(call);
  if (known !== undefined && known.name === name && known.baseUrl === baseUrl) return known.key;
  const request = toCanonicalJson(call.request);
  const { subject } = call;
  const head = `{"baseUrl":${JSON.stringify(baseUrl)},"provider":${JSON.stringify(name)},"request":`;
  const tail = subject === undefined ? '}' : `,"subject":${JSON.stringify(subject)}}`;
  const key = hashText(head + request + tail) as CallKey;
  keys.set(call, { name, baseUrl, key });
  requests.set(call, request);
  return key;
};

/** The request as JSON, which is then forgotten: it is as long as the prompt, and wanted once. */
export const takeRequestJson = (call: Pick<Call<unknown>, 'request'>): string => {
  const request = requests.get(call) ?? toCanonicalJson(call.request);
  requests.delete(call);
  return request;
};
