import type { Problem } from '../contract.ts';
import { makeProblem } from './problem.ts';

/** System codes (and those of Node's HTTP client) of a connection that never stood. */
const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'EPROTO',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'HOSTNAME_MISMATCH',
]);

/**
 * Makes the problem of a send that brought no whole answer. Messages name host, port and code and no more.
 *
 * An abort is told by the signal, not by the error: `TimeoutError` is our own time limit, anything else is the user.
 */
export const toTransportProblem = (error: unknown, signal: AbortSignal, baseUrl: string): Problem => {
  if (signal.aborted) return toAbortProblem(signal);
  const code = findCode(error);
  const place = toPlace(baseUrl);
  if (code !== undefined && (NEVER_CONNECTED.has(code) || /^ERR_(TLS|SSL)/.test(code))) {
    return makeProblem('unreachable', `No connection to ${place} (${code}).`);
  }
  if (code?.endsWith('TIMEOUT')) return makeProblem('timed-out', `No answer from ${place} (${code}).`);
  return makeProblem(
    'connection-lost',
    `The connection to ${place} broke before the answer was whole (${code ?? 'no code'}).`,
  );
};

/** Makes the problem of a signal that aborted. */
export const toAbortProblem = (signal: AbortSignal): Problem =>
  signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError'
    ? makeProblem('timed-out', 'No answer within the time limit.')
    : makeProblem('interrupted', 'Interrupted before the answer came.');

/** The first code down the chain of causes. Several addresses tried at once give an error with `errors`. */
const findCode = (error: unknown): string | undefined => {
  let link: unknown = error;
  for (let depth = 0; link instanceof Error && depth < 8; depth++) {
    if ('code' in link && typeof link.code === 'string') return link.code;
    link = link instanceof AggregateError ? link.errors[0] : link.cause;
  }
  return undefined;
};

const toPlace = (baseUrl: string): string => {
  const { hostname, port, protocol } = new URL(baseUrl);
  return `${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`;
};
