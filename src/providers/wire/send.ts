import { systemClock } from '../../base/index.ts';
import type { Limits, Problem, Provider, Request, Sent } from '../contract.ts';
import type { Traits } from '../models/model.ts';
import type { KnownTraits } from './known-traits.ts';
import { cutBeforeSecret, maskKey } from './mask.ts';
import type { Exchange } from './post.ts';
import { toSaid } from './said.ts';
import { heedAdvice } from './status.ts';
import { type Capture, runTapped } from './tap.ts';
import { toAbortProblem, toTransportProblem } from './transport.ts';

/** What a send needs of its wire. */
export interface SendParts {
  readonly baseUrl: string;
  readonly apiKey: string;
  /** The header with the provider's id of an exchange. */
  readonly requestIdHeader: string | undefined;
  readonly known: KnownTraits;
  /** Calls the SDK, which was given the tap. */
  readonly call: (request: Request, traits: Traits, signal: AbortSignal) => Promise<unknown>;
  readonly toLimits: (exchange: Exchange, nowMs: number) => Limits;
  readonly toProblem: (exchange: Exchange, nowMs: number) => Problem;
  /** The status that a body stands for which is an error although it came with status 200. */
  readonly findErrorStatus: (body: string) => number | undefined;
}

/** How one exchange ended, and what it said when it was refused. */
interface Met {
  readonly sent: Sent;
  readonly said: string | undefined;
}

/** Makes the `send` of a provider out of what its wire needs. */
export const makeSend =
  (parts: SendParts): Provider['send'] =>
  async (request, { signal }) => {
    for (;;) {
      if (signal.aborted) return { kind: 'failed', problem: toAbortProblem(signal), limits: {} };
      const traits = parts.known.of(request.model);
      const capture = await runTapped(() => parts.call(request, traits, signal));
      const { sent, said } = toMet(parts, capture, signal);
      if (said !== undefined && parts.known.learn(request, traits, said)) continue;
      if (sent.kind === 'answered') return sent;
      return { ...sent, problem: censor(sent.problem, parts.apiKey, request) };
    }
  };

const toMet = (parts: SendParts, capture: Capture, signal: AbortSignal): Met => {
  const toFailed = (problem: Problem): Met => ({
    sent: { kind: 'failed', problem, limits: {} },
    said: undefined,
  });
  if (capture.kind === 'unsent') {
    if (signal.aborted) return toFailed(toAbortProblem(signal));
    throw new Error('Internal: an SDK sent no request.', { cause: capture.error });
  }
  if (capture.kind === 'fault') return toFailed(toTransportProblem(capture.error, signal, parts.baseUrl));
  return readExchange(parts, capture.exchange);
};

const readExchange = (parts: SendParts, exchange: Exchange): Met => {
  const { headers, body } = exchange;
  const nowMs = systemClock.nowMs();
  const status = exchange.status === 200 ? (parts.findErrorStatus(body) ?? 200) : exchange.status;
  const limits = parts.toLimits({ ...exchange, status }, nowMs);
  if (status !== 200) {
    const problem = heedAdvice(parts.toProblem({ ...exchange, status }, nowMs), headers);
    const said = problem.kind === 'bad-request' ? toSaid(body) : undefined;
    return { sent: { kind: 'failed', problem, limits }, said };
  }
  const requestId =
    parts.requestIdHeader === undefined ? undefined : headers.get(parts.requestIdHeader) || undefined;
  const raw = { status, body, ...(requestId !== undefined && { requestId }) };
  return { sent: { kind: 'answered', raw, limits }, said: undefined };
};

/** Providers quote in their errors what they were sent; neither the key nor the prompt goes on from here. */
export const censor = (problem: Problem, apiKey: string, request: Request): Problem => {
  if (!problem.message.includes('"')) return problem;
  const secrets = [request.system, ...request.messages.map(({ content }) => content)];
  return { ...problem, message: cutBeforeSecret(maskKey(problem.message, apiKey), secrets) };
};
