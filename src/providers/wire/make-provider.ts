import type { Limits, Problem, Provider, RawReply, Reading, Request } from '../contract.ts';
import type { Traits } from '../models/model.ts';
import { findModel } from '../models/registry.ts';
import type { ProviderName } from '../provider-name.ts';
import { isOnHost } from './base-url.ts';
import { KnownTraits } from './known-traits.ts';
import type { Exchange } from './post.ts';
import { toOutputLimit } from './room.ts';
import { censor, makeSend } from './send.ts';
import type { SettledOptions } from './settled-options.ts';

/** All that differs from wire to wire: pure converters, and how the SDK is made and called. */
export interface Wire<Client> {
  readonly name: ProviderName;
  /** The provider's own host; a server elsewhere copies its wire. */
  readonly host: string;
  /** The header with the provider's id of an exchange. */
  readonly requestIdHeader?: string;
  /** What to think of a model that the registry does not know. */
  readonly guessTraits: (id: string) => Traits;
  /** What the place changes about a model's traits. */
  readonly fitTraits?: (traits: Traits, isOfficial: boolean) => Traits;
  /** Loads the SDK. Each setting that it would otherwise take from the environment is given. */
  readonly makeClient: (options: SettledOptions) => Promise<Client>;
  readonly call: (client: Client, request: Request, traits: Traits, signal: AbortSignal) => Promise<unknown>;
  /** What a reply tells of limits; its status is that of the error which its body holds, if any. */
  readonly toLimits: (exchange: Exchange, nowMs: number) => Limits;
  /** The problem of an answer whose status is not 200. */
  readonly toProblem: (exchange: Exchange, nowMs: number) => Problem;
  /** The status that a body stands for which is an error although it came with status 200. */
  readonly findErrorStatus: (body: string) => number | undefined;
  /** Reads the body of an answer with status 200. */
  readonly readBody: (raw: RawReply, asked: string, isOfficial: boolean) => Reading;
}

/** Makes a provider out of a wire. */
export const makeProvider =
  <Client>(wire: Wire<Client>) =>
  (options: SettledOptions): Provider => {
    const { baseUrl, apiKey, registry } = options;
    const isOfficial = isOnHost(baseUrl, wire.host);
    const settle = (id: string): Traits => {
      const traits = findModel(registry, wire.name, id) ?? wire.guessTraits(id);
      return wire.fitTraits?.(traits, isOfficial) ?? traits;
    };
    const known = new KnownTraits(wire.name, settle, options.onAdjusted);
    let client: Promise<Client> | undefined;
    return {
      name: wire.name,
      baseUrl,
      countWorstOutput: (request) => toOutputLimit(request, known.of(request.model)),
      read: (raw, request) => readRaw(wire, raw, request, { apiKey, isOfficial }),
      send: makeSend({
        baseUrl,
        apiKey,
        requestIdHeader: wire.requestIdHeader,
        known,
        call: async (request, traits, signal) => {
          client ??= wire.makeClient(options);
          return wire.call(await client, request, traits, signal);
        },
        toLimits: wire.toLimits,
        toProblem: wire.toProblem,
        findErrorStatus: wire.findErrorStatus,
      }),
    };
  };

const NO_HEADERS = new Headers();

/** An error that was stored as an answer is read by its own words. */
const readRaw = <Client>(
  wire: Wire<Client>,
  raw: RawReply,
  request: Request,
  { apiKey, isOfficial }: { readonly apiKey: string; readonly isOfficial: boolean },
): Reading => {
  const status = wire.findErrorStatus(raw.body);
  if (status === undefined) return wire.readBody(raw, request.model, isOfficial);
  const problem = wire.toProblem({ status, headers: NO_HEADERS, body: raw.body }, 0);
  return { kind: 'problem', problem: censor(problem, apiKey, request) };
};
