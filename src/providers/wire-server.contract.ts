import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as it came over the wire. */
export interface Arrival {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What the server does with a request. */
export type Answer = (response: ServerResponse, arrival: Arrival) => void;

/** A real server on the loopback that does what the test tells it and remembers what came. */
export interface WireServer extends AsyncDisposable {
  readonly url: string;
  readonly arrivals: Arrival[];
  answer: Answer;
}

const readWhole = async (request: IncomingMessage): Promise<string> => {
  let body = '';
  for await (const piece of request.setEncoding('utf8')) body += piece;
  return body;
};

export const startWireServer = async (): Promise<WireServer> => {
  const server = createServer(async (request, response) => {
    const body = await readWhole(request);
    const arrival = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body,
    };
    wire.arrivals.push(arrival);
    wire.answer(response, arrival);
  });
  await new Promise<void>((started) => server.listen(0, '127.0.0.1', started));
  const wire: WireServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrivals: [],
    answer: (response) => response.destroy(),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((stopped) => server.close(stopped));
    },
  };
  return wire;
};

/** Answers with a status, a body (an object is sent as JSON) and headers. */
export const answerWith =
  (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer =>
  (response) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(text);
  };
