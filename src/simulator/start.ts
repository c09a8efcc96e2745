import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { IdiolectError, systemClock, toSystemCode } from '../base/index.ts';
import type { ProviderName } from '../providers/index.ts';
import type { Recipe } from '../recipe/index.ts';
import type { Write } from './answer/compose-text.ts';
import { makeProfile } from './make-profile.ts';
import type { Profile } from './profile.ts';
import { serveRequest } from './serve-request.ts';
import { Simulation } from './simulation.ts';
import type { SimulatorStats } from './stats.ts';
import { writeConversation } from './writer/index.ts';

/** What a simulator is started with. */
export interface SimulatorOptions {
  /** Where its topics and patterns come from. */
  readonly recipe: Recipe;
  /** Equal seeds give equal texts and equal faults. Default 42. */
  readonly seed?: number;
  /** Default 0: any free one. */
  readonly port?: number;
  /** Default: the profile `calm`. See `makeProfile`. */
  readonly profile?: Profile;
  /** Writes the conversations in place of the built-in writer. */
  readonly write?: Write;
}

/** A running simulator. */
export interface Simulator {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** What to give each provider's SDK as its base URL. */
  readonly baseUrls: Readonly<Record<ProviderName, string>>;
  stats(): SimulatorStats;
  /** Cuts all connections and frees the port. */
  stop(): Promise<void>;
}

const HOST = '127.0.0.1';
const WAITING_CONNECTIONS = 4096;

/**
 * Starts the simulator: an HTTP server on 127.0.0.1 that speaks the OpenAI, Gemini and Anthropic wires. The same
 * request always gets the same text, in any process and any order.
 *
 * @throws {IdiolectError} `PORT_TAKEN` when the port cannot be had.
 *
 * @example
 * const simulator = await startSimulator({ recipe, profile: makeProfile('storm') });
 * const provider = openProvider('openai', { apiKey: 'any', baseUrl: simulator.baseUrls.openai });
 */
export const startSimulator = async ({
  recipe,
  seed = 42,
  port = 0,
  profile = makeProfile(),
  write = writeConversation,
}: SimulatorOptions): Promise<Simulator> => {
  const simulation = new Simulation({ recipe, seed, profile, write, clock: systemClock });
  // A client that keeps a connection for its next request must not find it closed in between.
  const server = createServer({ keepAliveTimeout: 0, requestTimeout: 0 }, (request, response) =>
    serveRequest(simulation, profile, request, response),
  );
  await listen(server, port);
  const url = `http://${HOST}:${(server.address() as AddressInfo).port}`;
  return {
    url,
    baseUrls: { openai: `${url}/v1`, gemini: url, anthropic: url },
    stats: () => simulation.readStats(),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', (error) => reject(toPortError(error, port)));
    server.listen({ host: HOST, port, backlog: WAITING_CONNECTIONS }, resolve);
  });

const toPortError = (error: Error, port: number): Error => {
  const code = toSystemCode(error);
  if (code !== 'EADDRINUSE' && code !== 'EACCES') return error;
  const why = code === 'EADDRINUSE' ? 'is in use by another program' : 'may not be opened by this user';
  return new IdiolectError('PORT_TAKEN', `Port ${port} on ${HOST} ${why}.`, {
    hint: 'Name another port with --port, or 0: then a free one is found.',
    cause: error,
  });
};
