import type { Problem } from '../contract.ts';
import { BodyTooLong, MOST_BODY_BYTES } from './post.ts';
import { PostFault } from './post-fault.ts';
import { makeProblem } from './problem.ts';

/** What the system was doing when a connection never came to stand. */
const CONNECTING = new Set(['connect', 'getaddrinfo']);

/** Codes of a TLS handshake that failed; the others begin with `ERR_TLS` or `ERR_SSL`. */
const NO_TRUST = new Set([
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

/** What Node's parser says of a first line that is not HTTP's; its other codes speak of a fault further on. */
const NO_HTTP = new Set([
  'HPE_INVALID_CONSTANT',
  'HPE_INVALID_VERSION',
  'HPE_INVALID_STATUS',
  'HPE_STRICT',
  'HPE_CR_EXPECTED',
  'HPE_LF_EXPECTED',
]);

/** Codes of a body that cannot be unpacked: zlib, brotli and zstd. */
const NO_UNPACKING = /^(Z_|ERR__ERROR_|ERR_(BROTLI|ZLIB|ZSTD)|ZSTD_)/;

/**
 * Makes the problem of a send that brought no whole answer. Messages name host, port and code and no more.
 *
 * An abort is told by the signal, not by the error: `TimeoutError` is our own time limit, anything else is the user.
 */
export const toTransportProblem = (error: unknown, signal: AbortSignal, baseUrl: string): Problem => {
  if (signal.aborted) return toAbortProblem(signal);
  const { code, syscall } = findFault(error);
  const place = toPlace(baseUrl);
  if (isTooLong(error)) {
    const megabytes = MOST_BODY_BYTES / 1024 / 1024;
    return makeProblem(
      'connection-lost',
      `The answer of ${place} was longer than ${megabytes} MB and was dropped.`,
    );
  }
  if (CONNECTING.has(syscall) || NO_TRUST.has(code) || /^ERR_(TLS|SSL)/.test(code)) {
    return makeProblem('unreachable', `No connection to ${place} (${code}).`);
  }
  if (NO_HTTP.has(code) && !hasHead(error)) {
    return makeProblem(
      'not-http',
      `What answers at ${place} does not speak HTTP (${code}): is the address right?`,
    );
  }
  if (code.startsWith('HPE_')) {
    return makeProblem('connection-lost', `The answer of ${place} was not valid HTTP (${code}).`);
  }
  if (NO_UNPACKING.test(code)) {
    return makeProblem('foreign-body', `The compressed answer of ${place} could not be unpacked (${code}).`);
  }
  return makeProblem(
    'connection-lost',
    `The connection to ${place} broke before the answer was whole (${code}).`,
  );
};

/** Makes the problem of a signal that aborted. */
export const toAbortProblem = (signal: AbortSignal): Problem =>
  signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError'
    ? makeProblem('timed-out', 'No answer within the time limit.')
    : makeProblem('interrupted', 'Interrupted before the answer came.');

interface Fault {
  readonly code: string;
  readonly syscall: string;
}

const isTooLong = (error: unknown): boolean =>
  error instanceof BodyTooLong || (error instanceof Error && error.cause instanceof BodyTooLong);

/** Whether the head of an answer had come, which is HTTP for sure. */
const hasHead = (error: unknown): boolean => {
  const fault = error instanceof Error && !(error instanceof PostFault) ? error.cause : error;
  return fault instanceof PostFault && fault.heard === 'head';
};

/** The first code down the chain of causes. Several addresses tried at once give an error with `errors`. */
const findFault = (error: unknown): Fault => {
  let link: unknown = error;
  for (let depth = 0; link instanceof Error && depth < 8; depth++) {
    if (link instanceof AggregateError) link = link.errors[0];
    else if ('code' in link)
      return { code: String(link.code), syscall: 'syscall' in link ? String(link.syscall) : '' };
    else link = link.cause;
  }
  return { code: 'no code', syscall: '' };
};

const toPlace = (baseUrl: string): string => {
  const { hostname, port, protocol } = new URL(baseUrl);
  return `${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`;
};
