import type { IncomingMessage, ServerResponse } from 'node:http';
import { systemClock } from '../base/index.ts';
import type { Route } from './route.ts';
import type { Simulation } from './simulation.ts';
import { WIRES } from './wires/index.ts';
import type { JsonObject } from './wires/json.ts';
import type { Refusal } from './wires/refusal.ts';
import type { Wire } from './wires/wire.ts';

/** A request that asks for no answer. */
export interface Aside {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly path: string;
}

/** Serves everything but answers: lists of models, the page for people, statistics, and unknown paths. */
export const serveAside = (
  simulation: Simulation,
  route: Exclude<Route, { kind: 'answer' }>,
  { request, response, path }: Aside,
): void => {
  request.resume();
  switch (route.kind) {
    case 'home':
      send(response, 200, HOME, 'text/plain; charset=utf-8');
      return;
    case 'stats':
      send(response, 200, JSON.stringify(simulation.readStats()));
      return;
    case 'reset':
      simulation.reset();
      send(response, 200, JSON.stringify(simulation.readStats()));
      return;
    default:
      serveWire(route, { request, response, path });
  }
};

const serveWire = (
  route: Extract<Route, { kind: 'models' | 'unknown' }>,
  { request, response, path }: Aside,
): void => {
  const wire = WIRES[route.wire];
  const found = findList(wire, route, request);
  if ('data' in found) {
    send(response, 200, JSON.stringify(found.data));
    return;
  }
  const model = route.kind === 'models' ? (route.model ?? '') : '';
  const stamp = { id: NO_ID, nowMs: systemClock.nowMs() };
  const { status, body } = wire.toError(found.refusal, { model, path, stamp });
  send(response, status, JSON.stringify(body));
};

/** These requests are not counted, so they bear no number either. */
const NO_ID = '0'.repeat(64);

const findList = (
  wire: Wire,
  route: Extract<Route, { kind: 'models' | 'unknown' }>,
  request: IncomingMessage,
): { readonly data: JsonObject } | { readonly refusal: Refusal } => {
  const [, query = ''] = (request.url ?? '').split('?', 2);
  if (route.kind === 'unknown') return { refusal: { kind: 'unknown-path', method: request.method ?? 'GET' } };
  const key = wire.readKey(request.headers, new URLSearchParams(query));
  if (key === undefined) return { refusal: { kind: 'missing-key' } };
  if (key.startsWith('bad')) return { refusal: { kind: 'bad-key' } };
  const data = route.model === undefined ? wire.toModelList() : wire.toModelEntry(route.model);
  return data === undefined ? { refusal: { kind: 'unknown-model' } } : { data };
};

const send = (response: ServerResponse, status: number, body: string, type = 'application/json'): void => {
  response.writeHead(status, { 'content-type': type, 'content-length': String(Buffer.byteLength(body)) });
  response.end(body);
};

const HOME = `This is the idiolect simulator. It stands in for model providers: no model runs here, nothing leaves
this machine and nothing costs anything. What it writes comes out of the recipe it was started with.

  OpenAI     POST /v1/chat/completions
  Gemini     POST /v1beta/models/MODEL:generateContent
  Anthropic  POST /v1/messages

Any key will do, but one that begins with "bad" is refused.
GET /__simulator/stats tells what was asked so far; POST /__simulator/reset forgets it.
`;
