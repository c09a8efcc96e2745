import {
  BASE_URL_VARIABLES,
  BUILT_IN_RECIPE,
  findRecipeFolder,
  IdiolectError,
  KEY_VARIABLES,
  loadRecipe,
  makeProfile,
  PROVIDER_NAMES,
  parseFaults,
  startSimulator,
} from '../../index.ts';
import { EXIT } from '../exit-code.ts';
import { type Io, writeLine } from '../io.ts';

const DEFAULT_PORT = 4010;

interface SimulatorFlags {
  readonly port?: number;
  readonly seed?: number;
  readonly recipe?: string;
  readonly profile?: string;
  readonly fault?: readonly string[];
  readonly latencyMs?: number;
  readonly rpm?: number;
  readonly tpm?: number;
  readonly json?: boolean;
}

export const runSimulator = async (flags: SimulatorFlags, io: Io): Promise<number> => {
  const { port = DEFAULT_PORT, seed, rpm, tpm } = flags;
  checkWhole('--port', port, 0, 65_535);
  checkWhole('--seed', seed, 0, 2_147_483_647);
  checkWhole('--latency-ms', flags.latencyMs, 0, 600_000);
  checkWhole('--rpm', rpm, 1, 1_000_000_000);
  checkWhole('--tpm', tpm, 1, 1_000_000_000);
  const recipe = await loadRecipe(findRecipeFolder(process.cwd(), flags.recipe), BUILT_IN_RECIPE);
  const limit = {
    ...(rpm !== undefined && { requestsPerMinute: rpm }),
    ...(tpm !== undefined && { tokensPerMinute: tpm }),
  };
  const profile = makeProfile(flags.profile, {
    ...(flags.fault !== undefined && { faults: parseFaults(flags.fault) }),
    ...(flags.latencyMs !== undefined && { latencyMs: flags.latencyMs }),
    ...((rpm ?? tpm) !== undefined && { limits: [limit] }),
  });
  const simulator = await startSimulator({ recipe, port, profile, ...(seed !== undefined && { seed }) });
  if (flags.json) writeLine(io.stdout, JSON.stringify({ url: simulator.url, baseUrls: simulator.baseUrls }));
  else {
    writeLine(io.stdout, `The simulator listens on ${simulator.url}. Ctrl-C ends it.`);
    for (const name of PROVIDER_NAMES) {
      const [key] = KEY_VARIABLES[name];
      const [baseUrl] = BASE_URL_VARIABLES[name];
      writeLine(io.stdout, `  ${key}=any ${baseUrl}=${simulator.baseUrls[name]}`);
    }
  }
  await new Promise<void>((resolve) => {
    if (io.signal.aborted) resolve();
    io.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  const { requests, answered } = simulator.stats();
  await simulator.stop();
  writeLine(io.stderr, `${requests} requests, ${answered} answered.`);
  return EXIT.done;
};

const checkWhole = (flag: string, value: number | undefined, least: number, most: number): void => {
  if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) return;
  const range = `${least.toLocaleString('en-US')} to ${most.toLocaleString('en-US')}`;
  throw new IdiolectError('USAGE', `${flag} is ${value}.`, { hint: `Give a whole number from ${range}.` });
};
