import { fork } from 'node:child_process';
import { type ErrorCode, IdiolectError } from '../base/index.ts';
import type { ProviderName } from '../providers/index.ts';
import type { Profile } from './profile.ts';
import type { SimulatorStats } from './stats.ts';

/** What a simulator in a process of its own is started with. Plain and serialisable. */
export interface ApartOptions {
  /** The folder of the recipe, and that of the built-in one for what it leaves out. */
  readonly recipeFolder: string;
  readonly fallbackFolder: string;
  readonly seed?: number;
  readonly port?: number;
  readonly profile?: Profile;
  /** Writes once for each list of patterns and number of exchanges, so that an answer costs next to nothing. */
  readonly repeat?: boolean;
}

/** A simulator in a process of its own. */
export interface ApartSimulator {
  readonly url: string;
  readonly baseUrls: Readonly<Record<ProviderName, string>>;
  stats(): Promise<SimulatorStats>;
  /** Processor time of its process so far, in milliseconds. */
  measureCpuMs(): Promise<number>;
  /** Forgets all requests, limits and caches. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

/** What the child tells when it is ready, or when it cannot be. */
export type ChildMessage =
  | { readonly kind: 'ready'; readonly url: string; readonly baseUrls: Record<ProviderName, string> }
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly message: string; readonly hint: string }
  | { readonly kind: 'cpu'; readonly cpuMs: number };

/**
 * Starts the simulator in a process of its own, so that a benchmark can tell its work from the client's. It ends with
 * this process, however that ends.
 *
 * @throws {IdiolectError} As `startSimulator` and `loadRecipe` do.
 */
export const startSimulatorApart = async (options: ApartOptions): Promise<ApartSimulator> => {
  const child = fork(new URL(CHILD, import.meta.url), [JSON.stringify(options)], { execArgv: [] });
  const hear = <Kind extends ChildMessage['kind']>(
    kind: Kind,
  ): Promise<Extract<ChildMessage, { kind: Kind }>> =>
    new Promise((resolve, reject) => {
      const stop = (): void => {
        child.off('exit', onExit);
        child.off('message', onMessage);
      };
      const onExit = (): void => {
        stop();
        reject(new Error('Internal: the simulator ended before it answered.'));
      };
      const onMessage = (message: ChildMessage): void => {
        if (message.kind === 'failed') {
          stop();
          const { code, message: what, hint } = message;
          reject(new IdiolectError(code, what, { hint }));
        }
        if (message.kind !== kind) return;
        stop();
        resolve(message as Extract<ChildMessage, { kind: Kind }>);
      };
      child.on('exit', onExit);
      child.on('message', onMessage);
    });
  const { url, baseUrls } = await hear('ready');
  return {
    url,
    baseUrls,
    stats: async () => (await (await fetch(`${url}/__simulator/stats`)).json()) as SimulatorStats,
    measureCpuMs: async () => {
      const answer = hear('cpu');
      child.send('cpu');
      return (await answer).cpuMs;
    },
    reset: async () => {
      await (await fetch(`${url}/__simulator/reset`, { method: 'POST' })).body?.cancel();
    },
    stop: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) resolve();
        else child.once('exit', () => resolve());
        child.kill();
      }),
  };
};

/** Beside this file, as source or as built. */
const CHILD = import.meta.url.endsWith('.ts') ? './child.ts' : './child.js';
