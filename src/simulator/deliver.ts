import type { IncomingMessage, ServerResponse } from 'node:http';
import { systemClock } from '../base/index.ts';
import type { Delivery } from './delivery.ts';
import type { Profile } from './profile.ts';

/** Long enough for a client to have read what was sent before the reset wipes it out. */
const BEFORE_RESET_MS = 5;

/**
 * Sends a reply when its time has come, in the manner it asks for. Calls `onEnd` once it was handed over to the
 * end or cut off on purpose, and stops by itself when the client leaves.
 */
export const deliver = (
  { request, response, arrivedMs }: Exchange,
  delivery: Delivery,
  { slowBody, onEnd }: { readonly slowBody: Profile['slowBody']; readonly onEnd: (isWhole: boolean) => void },
): void => {
  if (delivery.manner === 'hang') return;
  const cut = (): void => {
    onEnd(false);
    request.socket.resetAndDestroy();
  };
  const send = (): void => {
    if (response.destroyed) return;
    const { body } = delivery;
    const head = { ...delivery.headers, 'content-length': String(Buffer.byteLength(body)) };
    response.on('finish', () => onEnd(true));
    switch (delivery.manner) {
      case 'reset':
        cut();
        return;
      case 'reset-in-body':
        response.writeHead(delivery.status, head);
        response.write(body.slice(0, body.length / 2));
        wait(response, BEFORE_RESET_MS, cut);
        return;
      case 'slow-body':
        response.writeHead(delivery.status, head);
        sendSlowly(response, Buffer.from(body), slowBody);
        return;
      default:
        response.writeHead(delivery.status, head);
        response.end(body);
    }
  };
  const leftMs = delivery.delayMs - (systemClock.monotonicMs() - arrivedMs);
  if (leftMs > 0) wait(response, leftMs, send);
  else send();
};

/** One request and its reply. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly arrivedMs: number;
}

/** Runs `act` later, unless the client has gone by then. */
const wait = (response: ServerResponse, delayMs: number, act: () => void): void => {
  const timer = setTimeout(act, delayMs);
  response.once('close', () => clearTimeout(timer));
};

const sendSlowly = (
  response: ServerResponse,
  bytes: Buffer,
  { chunks, pauseMs }: Profile['slowBody'],
): void => {
  const size = Math.max(1, Math.ceil(bytes.length / chunks));
  const sendFrom = (start: number): void => {
    const end = start + size;
    if (end >= bytes.length) {
      response.end(bytes.subarray(start));
      return;
    }
    response.write(bytes.subarray(start, end));
    wait(response, pauseMs, () => sendFrom(end));
  };
  sendFrom(0);
};
