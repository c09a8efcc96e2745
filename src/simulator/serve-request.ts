import type { IncomingMessage, ServerResponse } from 'node:http';
import { systemClock } from '../base/index.ts';
import { deliver } from './deliver.ts';
import type { Profile } from './profile.ts';
import { findRoute } from './route.ts';
import { serveAside } from './serve-aside.ts';
import type { Simulation } from './simulation.ts';

/** The largest body that is read (the Messages API's own limit, 2026-08-22). */
const MOST_BYTES = 32 * 1024 * 1024;

/** Answers one HTTP request out of a simulation. */
export const serveRequest = (
  simulation: Simulation,
  profile: Profile,
  request: IncomingMessage,
  response: ServerResponse,
): void => {
  const arrivedMs = systemClock.monotonicMs();
  const [path = '/', query = ''] = (request.url ?? '/').split('?', 2);
  const route = findRoute(request.method ?? 'GET', path, request.headers);
  if (route.kind !== 'answer') {
    serveAside(simulation, route, { request, response, path });
    return;
  }
  const { counter } = simulation;
  let isEnded = false;
  counter.countOpened();
  response.once('close', () => {
    counter.countClosed();
    if (!isEnded) counter.countAbandoned();
  });
  readBody(request, (bytes) => {
    const delivery = replyOrFail(response, () =>
      simulation.reply({
        wire: route.wire,
        path,
        pathModel: route.model,
        query: new URLSearchParams(query),
        headers: request.headers,
        body: bytes?.toString('utf8'),
        bytes,
      }),
    );
    if (delivery === undefined) return;
    deliver({ request, response, arrivedMs }, delivery, {
      slowBody: profile.slowBody,
      onEnd: (isWhole) => {
        isEnded = true;
        if (isWhole) counter.countDelivered(delivery);
      },
    });
  });
};

/** A fault of ours is an answer with status 500, as any server's is; the run that asked goes on. */
const replyOrFail = <Delivery>(response: ServerResponse, reply: () => Delivery): Delivery | undefined => {
  try {
    return reply();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    response.writeHead(500, { 'content-type': 'text/plain' }).end(`The simulator failed: ${why}`);
    return undefined;
  }
};

/** Hands over the body once it is whole, or undefined when it is too large. */
const readBody = (request: IncomingMessage, then: (bytes: Buffer | undefined) => void): void => {
  const pieces: Buffer[] = [];
  let bytes = 0;
  request.on('data', (piece: Buffer) => {
    bytes += piece.length;
    if (bytes <= MOST_BYTES) pieces.push(piece);
  });
  request.on('end', () => {
    const whole = pieces.length === 1 ? pieces[0] : Buffer.concat(pieces);
    then(bytes > MOST_BYTES ? undefined : whole);
  });
  // A client that leaves in mid-request is none of our faults.
  request.on('error', () => undefined);
};
