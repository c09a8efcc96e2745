import { type Bar, median } from '../bar.ts';
import { generateMeasured } from '../measured-run.ts';
import { openSimulator } from '../open-simulator.ts';

const LATENCY_MS = 20;
const CONCURRENCY = 100;
const MOST_RATIO = 1.25;
const MOST_MB = 350;

/** Most memory of a large run against that of a small one. */
export const memory: Bar = {
  name: 'memory',
  measure: async ({ quick }) => {
    const [small, large] = quick ? [500, 1_500] : [2_000, 20_000];
    await using simulator = await openSimulator({ latencyMs: LATENCY_MS });
    const measure = async (count: number, times: number): Promise<number> => {
      const baseUrl = simulator.baseUrls.openai;
      const peaks: number[] = [];
      for (let run = 0; run < times; run++) {
        peaks.push((await generateMeasured({ baseUrl, count, concurrency: CONCURRENCY })).peakMb);
        await simulator.reset();
      }
      return median(peaks);
    };
    const times = quick ? 1 : 3;
    const smallMb = await measure(small, times);
    const largeMb = await measure(large, 1);
    const ratio = largeMb / smallMb;
    const counts = `${large.toLocaleString('en')} conversations`;
    const how = "ru_maxrss of the client's process, one run";
    return [
      {
        what: `peak memory at ${counts}, as a ratio`,
        figure: `${ratio.toFixed(2)} ×`,
        bar: `≤ ${MOST_RATIO} ×`,
        holds: ratio <= MOST_RATIO,
        against: `${smallMb.toFixed(0)} MB at ${small.toLocaleString('en')}, median of ${times}`,
      },
      {
        what: `peak memory at ${counts}`,
        figure: `${largeMb.toFixed(0)} MB`,
        bar: `≤ ${MOST_MB} MB`,
        holds: largeMb <= MOST_MB,
        against: how,
      },
    ];
  },
};
