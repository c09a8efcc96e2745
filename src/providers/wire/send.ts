import { systemClock } from '../../base/index.ts';
import type { Limits, Problem, Provider, Request, Sent } from '../contract.ts';
import { cutBeforeSecret, maskKey } from './mask.ts';
import type { Exchange } from './post.ts';
import { type Capture, runTapped } from './tap.ts';
import { toAbortProblem, toTransportProblem } from './transport.ts';

/** What differs from wire to wire in a send. */
export interface Wire {
  readonly baseUrl: string;
  readonly apiKey: string;
  /** The header with the provider's id of an exchange. */
  readonly requestIdHeader?: string;
  /** Calls the SDK, which was given the tap. */
  call(request: Request, signal: AbortSignal): Promise<unknown>;
  toLimits(headers: Headers, nowMs: number): Limits;
  toProblem(exchange: Exchange, nowMs: number): Problem;
}

/** Makes the `send` of a provider out of what its wire needs. */
export const makeSend =
  (wire: Wire): Provider['send'] =>
  async (request, { signal }) => {
    if (signal.aborted) return { kind: 'failed', problem: toAbortProblem(signal), limits: {} };
    const capture = await runTapped(() => wire.call(request, signal));
    const sent = toSent(wire, capture, signal);
    return sent.kind === 'answered' ? sent : { ...sent, problem: censor(sent.problem, wire.apiKey, request) };
  };

const toSent = (wire: Wire, capture: Capture, signal: AbortSignal): Sent => {
  if (capture.kind === 'unsent') {
    if (signal.aborted) return { kind: 'failed', problem: toAbortProblem(signal), limits: {} };
    throw new Error('Internal: an SDK sent no request.', { cause: capture.error });
  }
  if (capture.kind === 'fault') {
    return { kind: 'failed', problem: toTransportProblem(capture.error, signal, wire.baseUrl), limits: {} };
  }
  const { status, headers, body } = capture.exchange;
  const nowMs = systemClock.nowMs();
  const limits = wire.toLimits(headers, nowMs);
  if (status !== 200) return { kind: 'failed', problem: wire.toProblem(capture.exchange, nowMs), limits };
  const requestId = wire.requestIdHeader === undefined ? null : headers.get(wire.requestIdHeader);
  return { kind: 'answered', raw: { status, body, ...(requestId !== null && { requestId }) }, limits };
};

/** Providers quote in their errors what they were sent; neither the key nor the prompt goes on from here. */
const censor = (problem: Problem, apiKey: string, request: Request): Problem => {
  if (!problem.message.includes('"')) return problem;
  const secrets = [request.system, ...request.messages.map(({ content }) => content)];
  return { ...problem, message: cutBeforeSecret(maskKey(problem.message, apiKey), secrets) };
};
