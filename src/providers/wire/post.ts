import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, zstdDecompress } from 'node:zlib';
import { type Heard, PostFault } from './post-fault.ts';

/** One answer of a server, read to its end. */
export interface Exchange {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/**
 * The longest answer that is read, in bytes, packed or unpacked. The longest real ones are some hundred kilobytes; a
 * server that never stops must not fill the memory.
 */
export const MOST_BODY_BYTES = 64 * 1024 * 1024;

/** Says that an answer was longer than anything a model writes; the rest of it was not read. */
export class BodyTooLong extends Error {
  override readonly name = 'BodyTooLong';
}

/** What is posted where. */
export interface Letter {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal | undefined;
  /** Not over a connection that an earlier exchange has left open. */
  readonly isFresh?: boolean;
}

/**
 * Posts a text and reads the answer to its end, whatever its status.
 *
 * Node's own `fetch` would do the same for two and a half times the processor time and twice the memory, gives up
 * after five minutes of silence, and follows redirects with the key in hand. This waits until the signal aborts.
 * Rejects with a `PostFault`.
 */
export const post = ({ url, headers, body, signal, isFresh }: Letter): Promise<Exchange> =>
  new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? requestHttps : requestHttp;
    const bytes = Buffer.from(body);
    const length = { 'content-length': bytes.length };
    const request = send(url, {
      method: 'POST',
      headers: { ...headers, ...length },
      ...(signal && { signal }),
      ...(isFresh && { agent: false }),
    });
    let bytesBefore = 0;
    let hasHead = false;
    const toHeard = (): Heard => {
      if (hasHead) return 'head';
      return (request.socket?.bytesRead ?? 0) > bytesBefore ? 'bytes' : 'nothing';
    };
    const fail = (cause: unknown): void => reject(new PostFault(cause, toHeard(), request.reusedSocket));
    request.on('socket', ({ bytesRead }) => {
      bytesBefore = bytesRead;
    });
    request.on('error', fail);
    request.on('response', (response) => {
      hasHead = true;
      readWhole(response).then(resolve, fail);
    });
    request.end(bytes);
  });

/** Fails when the connection ends before the answer does. Leaving the loop closes the connection. */
const readWhole = async (response: IncomingMessage): Promise<Exchange> => {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of response as AsyncIterable<Buffer>) {
    pieces.push(piece);
    length += piece.length;
    if (length > MOST_BODY_BYTES) throw new BodyTooLong();
  }
  const body = await unpack(Buffer.concat(pieces, length), response.headers['content-encoding'] ?? '');
  return { status: response.statusCode ?? 0, headers: toHeaders(response), body: toText(body) };
};

/** A byte order mark before a JSON text is no part of it, and may be ignored (RFC 8259 §8.1). */
const toText = (bytes: Buffer): string => bytes.toString('utf8').replace(/^\uFEFF/, '');

const unpack = async (bytes: Buffer, encoding: string): Promise<Buffer> => {
  const decode = DECODERS.get(encoding.trim().toLowerCase());
  if (decode === undefined || bytes.length === 0) return bytes;
  try {
    return await decode(bytes, { maxOutputLength: MOST_BODY_BYTES });
  } catch (cause) {
    const isTooLong = cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE';
    throw isTooLong ? new BodyTooLong(undefined, { cause }) : cause;
  }
};

type Decode = (bytes: Buffer, options: { readonly maxOutputLength: number }) => Promise<Buffer>;

/**
 * We do not ask for compressed answers, but some gateways compress without being asked. The names of codings are
 * case-insensitive, and `x-gzip` is `gzip` (RFC 9110 §8.4.1).
 */
const DECODERS: ReadonlyMap<string, Decode> = new Map<string, Decode>([
  ['gzip', promisify(gunzip) as Decode],
  ['x-gzip', promisify(gunzip) as Decode],
  ['deflate', promisify(inflate) as Decode],
  ['br', promisify(brotliDecompress) as Decode],
  ['zstd', promisify(zstdDecompress) as Decode],
]);

const toHeaders = ({ rawHeaders }: IncomingMessage): Headers => {
  const headers = new Headers();
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    headers.append(rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '');
  }
  return headers;
};
