import {
  BASE_URL_VARIABLES,
  KEY_VARIABLES,
  PROVIDER_NAMES,
  type SimulateOptions,
  simulateAlone,
} from '../../index.ts';
import { EXIT } from '../exit-code.ts';
import { type Io, writeLine } from '../io.ts';

export const runSimulator = async (
  { json, ...options }: SimulateOptions & { readonly json?: boolean },
  io: Io,
): Promise<number> => {
  const simulator = await simulateAlone(options);
  if (json) writeLine(io.stdout, JSON.stringify({ url: simulator.url, baseUrls: simulator.baseUrls }));
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
