import { join } from 'node:path';
import { type Bar, type Figure, least } from '../bar.ts';
import { generateMeasured, openFolder, runMeasured, type Taken } from '../measured-run.ts';
import { openSimulator } from '../open-simulator.ts';

const LATENCY_MS = 200;
const CONCURRENCY = 100;
const MOST_WALL = 1.08;
const MOST_CPU_MS = 2.5;

/** Wall and processor time of a run that is limited by nothing but the model's latency. */
export const throughput: Bar = {
  name: 'throughput',
  measure: async ({ quick }) => {
    const count = quick ? 1_000 : 5_000;
    const times = quick ? 1 : 3;
    const idealMs = (count * LATENCY_MS) / CONCURRENCY;
    await using simulator = await openSimulator({ latencyMs: LATENCY_MS });
    const baseUrl = simulator.baseUrls.openai;
    const runs: Taken[] = [];
    const bare = await runBare(baseUrl, count);
    const beforeMs = await simulator.measureCpuMs();
    for (let run = 0; run < times; run++) {
      runs.push(await generateMeasured({ baseUrl, count, concurrency: CONCURRENCY }));
    }
    const simulatorMs = ((await simulator.measureCpuMs()) - beforeMs) / (count * times);
    return toFigures({ count, times, idealMs, simulatorMs, runs, bare });
  },
};

const runBare = async (baseUrl: string, count: number): Promise<Taken> => {
  await using folder = await openFolder();
  const client = join(import.meta.dirname, '..', 'bare-client.ts');
  return await runMeasured([client, baseUrl, String(count), String(CONCURRENCY)], folder.path);
};

interface Measured {
  readonly count: number;
  readonly times: number;
  readonly idealMs: number;
  readonly simulatorMs: number;
  readonly runs: readonly Taken[];
  readonly bare: Taken;
}

const toFigures = ({ count, times, idealMs, simulatorMs, runs, bare }: Measured): Figure[] => {
  const wall = least(runs.map(({ wallMs }) => wallMs)) / idealMs;
  const cpuMs = least(runs.map((run) => run.cpuMs)) / count;
  const seconds = (idealMs / 1000).toFixed(1);
  return [
    {
      what: `wall time of ${count.toLocaleString('en')} conversations at ${LATENCY_MS} ms, ${CONCURRENCY} at once`,
      figure: `${wall.toFixed(2)} ×`,
      bar: `≤ ${MOST_WALL} ×`,
      holds: wall <= MOST_WALL,
      against: `${seconds} s (a bare HTTP loop took ${(bare.wallMs / idealMs).toFixed(2)} ×); start to end of the process, least of ${times}`,
    },
    {
      what: 'processor time per conversation',
      figure: `${cpuMs.toFixed(2)} ms`,
      bar: `≤ ${MOST_CPU_MS} ms`,
      holds: cpuMs <= MOST_CPU_MS,
      against: `all threads, start-up included, least of ${times}; bare loop ${(bare.cpuMs / count).toFixed(2)} ms, simulator ${simulatorMs.toFixed(2)} ms`,
    },
  ];
};
