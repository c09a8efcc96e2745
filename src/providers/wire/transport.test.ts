import { describe, expect, test } from 'vitest';
import type { ProblemKind } from '../contract.ts';
import { PostFault } from './post-fault.ts';
import { toTransportProblem } from './transport.ts';

const quiet = new AbortController().signal;
const fail = (code: string, syscall?: string): Error =>
  Object.assign(new Error('secret inner text'), { code, ...(syscall && { syscall }) });
const wrap = (cause: Error): Error => new TypeError('fetch failed', { cause });
const meet = (error: unknown, signal = quiet, url = 'https://api.openai.com/v1') =>
  toTransportProblem(error, signal, url);

describe('toTransportProblem', () => {
  test.each<[code: string, syscall: string | undefined, kind: ProblemKind]>([
    ['ECONNREFUSED', 'connect', 'unreachable'],
    ['EHOSTUNREACH', 'connect', 'unreachable'],
    ['ETIMEDOUT', 'connect', 'unreachable'],
    ['ENOTFOUND', 'getaddrinfo', 'unreachable'],
    ['EAI_AGAIN', 'getaddrinfo', 'unreachable'],
    ['CERT_HAS_EXPIRED', undefined, 'unreachable'],
    ['SELF_SIGNED_CERT_IN_CHAIN', undefined, 'unreachable'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', undefined, 'unreachable'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', undefined, 'unreachable'],
    ['ECONNRESET', undefined, 'connection-lost'],
    ['ECONNRESET', 'read', 'connection-lost'],
    ['ETIMEDOUT', 'read', 'connection-lost'],
    ['EPIPE', 'write', 'connection-lost'],
    ['HPE_INVALID_CONSTANT', undefined, 'not-http'],
    ['HPE_INVALID_VERSION', undefined, 'not-http'],
    ['HPE_INVALID_CHUNK_SIZE', undefined, 'connection-lost'],
    ['Z_BUF_ERROR', undefined, 'foreign-body'],
    ['ERR__ERROR_FORMAT_PADDING_1', undefined, 'foreign-body'],
  ])('takes %s of %s for %s', (code, syscall, kind) => {
    expect(meet(wrap(fail(code, syscall)))).toMatchObject({ kind });
  });

  test('finds the code among the addresses that were tried', () => {
    const error = wrap(
      new AggregateError([fail('ECONNREFUSED', 'connect'), fail('ECONNREFUSED', 'connect')]),
    );
    expect(meet(error)).toMatchObject({ kind: 'unreachable' });
  });

  test('takes an error without a code for a lost connection', () => {
    expect(meet(new TypeError('terminated')).kind).toBe('connection-lost');
    expect(meet('odd').kind).toBe('connection-lost');
  });

  test('names host, port and code and no more', () => {
    const { message } = meet(wrap(fail('ENOTFOUND', 'getaddrinfo')), quiet, 'https://eu.example.com/path/v1');
    expect(message).toBe('No connection to eu.example.com:443 (ENOTFOUND).');
    expect(meet(wrap(fail('ECONNREFUSED', 'connect')), quiet, 'http://[::1]:8080/v1').message).toContain(
      '[::1]:8080',
    );
  });

  test('doubts the address only where no head of an answer came', () => {
    const cause = fail('HPE_INVALID_CONSTANT');
    expect(meet(new PostFault(cause, 'bytes', false)).kind).toBe('not-http');
    expect(meet(new PostFault(cause, 'head', false)).kind).toBe('connection-lost');
    expect(meet(wrap(new PostFault(cause, 'head', false))).kind).toBe('connection-lost');
  });

  test.each([
    [
      'HPE_INVALID_CONSTANT',
      'What answers at h:80 does not speak HTTP (HPE_INVALID_CONSTANT): is the address right?',
    ],
    ['HPE_INVALID_CHUNK_SIZE', 'The answer of h:80 was not valid HTTP (HPE_INVALID_CHUNK_SIZE).'],
    ['Z_DATA_ERROR', 'The compressed answer of h:80 could not be unpacked (Z_DATA_ERROR).'],
  ])('says %s in words', (code, message) => {
    expect(meet(fail(code), quiet, 'http://h/v1').message).toBe(message);
  });

  test('goes by the signal before the error', () => {
    const late = AbortSignal.abort(new DOMException('', 'TimeoutError'));
    expect(meet(wrap(fail('ECONNRESET')), late).kind).toBe('timed-out');
    expect(meet(wrap(fail('ECONNRESET')), AbortSignal.abort()).kind).toBe('interrupted');
  });
});
