import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ProviderName } from '../../src/index.ts';
import type { SimulatorStats } from '../../src/simulator/index.ts';
import type { Bar, Figure } from '../bar.ts';
import { openFolder, toCommand, toEnvironment } from '../measured-run.ts';
import { openSimulator } from '../open-simulator.ts';

const LEAST_USE = 0.95;
const MOST_REFUSED = 0.02;
const LATENCY_MS = 1_000;
const CONCURRENCY = 100;
/** More than can be made while it is watched. */
const COUNT = 20_000;

/** Limits of the simulator, and when the client is watched under them. */
export interface Watch {
  readonly provider: ProviderName;
  readonly requestsPerMinute: number;
  readonly tokensPerMinute: number;
  /** Time for the client to start, to learn the limits and to use up what was saved. */
  readonly settleMs: number;
  readonly windowMs: number;
}

/** How the limits were used. */
export interface Use {
  /** Share of the binding limit that was used within the window. */
  readonly share: number;
  readonly binding: 'requests' | 'tokens';
  /** Share of all requests since the start that was answered 429. */
  readonly refused: number;
  readonly requests: number;
}

/** Runs the client under limits for a while, and kills it. */
export const watchLimits = async ({ settleMs, windowMs, provider, ...limits }: Watch): Promise<Use> => {
  await using simulator = await openSimulator({
    latencyMs: LATENCY_MS,
    latencySpread: 0.3,
    limits: [limits],
  });
  await using folder = await openFolder();
  const baseUrl = simulator.baseUrls[provider];
  const command = toCommand({ provider, baseUrl, count: COUNT, concurrency: CONCURRENCY });
  const child = spawn(process.execPath, command, {
    cwd: folder.path,
    env: toEnvironment(folder.path),
    stdio: 'ignore',
  });
  const ended = new Promise((done) => child.on('close', done));
  const sample = async () => ({ stats: await simulator.stats(), atMs: performance.now() });
  try {
    await sleep(settleMs);
    const start = await sample();
    await sleep(windowMs);
    const end = await sample();
    if (child.exitCode !== null) throw new Error(`The client ended early, with ${child.exitCode}.`);
    const minutes = (end.atMs - start.atMs) / 60_000;
    const used = (what: 'requests' | 'tokens'): number => sum(end.stats, what) - sum(start.stats, what);
    const requests = used('requests') / (limits.requestsPerMinute * minutes);
    const tokens = used('tokens') / (limits.tokensPerMinute * minutes);
    return {
      share: Math.max(requests, tokens),
      binding: requests > tokens ? 'requests' : 'tokens',
      refused: end.stats.tooMany / end.stats.requests,
      requests: end.stats.requests,
    };
  } finally {
    child.kill('SIGKILL');
    await ended;
  }
};

const sum = ({ granted }: SimulatorStats, what: 'requests' | 'tokens'): number =>
  granted.reduce((total, model) => total + model[what], 0);

const UNBOUND = 1e9;

/** How well a client uses what a provider allows. */
export const limits: Bar = {
  name: 'limits',
  measure: async ({ quick }) => {
    const providers: ProviderName[] = quick ? ['openai'] : ['openai', 'gemini', 'anthropic'];
    const times = quick ? { settleMs: 9_000, windowMs: 12_000 } : { settleMs: 30_000, windowMs: 120_000 };
    // They wait nearly all the time, so they may run side by side.
    const watches = providers.flatMap((provider) => [
      { provider, requestsPerMinute: 600, tokensPerMinute: UNBOUND, ...times },
      { provider, requestsPerMinute: 600, tokensPerMinute: 1_500_000, ...times },
    ]);
    const uses = await Promise.all(watches.map(watchLimits));
    return uses.flatMap((use, index) => toFigures(watches[index] as Watch, use));
  },
};

const toFigures = ({ provider, requestsPerMinute, tokensPerMinute, windowMs }: Watch, use: Use): Figure[] => {
  const tokens = tokensPerMinute === UNBOUND ? '' : ` and ${tokensPerMinute / 1e6} M tokens`;
  const under = `${provider}, ${requestsPerMinute} requests${tokens} a minute`;
  return [
    {
      what: `use of the limit: ${under}`,
      figure: `${(use.share * 100).toFixed(1)} %`,
      bar: `≥ ${LEAST_USE * 100} %`,
      holds: use.share >= LEAST_USE,
      against: `the ${use.binding} that the simulator let in within ${windowMs / 1000} s of steady state`,
    },
    {
      what: `answered 429: ${under}`,
      figure: `${(use.refused * 100).toFixed(2)} %`,
      bar: `≤ ${MOST_REFUSED * 100} %`,
      holds: use.refused <= MOST_REFUSED,
      against: `${use.requests} requests since the start`,
    },
  ];
};
