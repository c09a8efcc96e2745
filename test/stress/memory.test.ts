import { expect, test } from 'vitest';
import { generateMeasured } from '../../bench/measured-run.ts';
import { openSimulator } from '../../bench/open-simulator.ts';

/**
 * What ten times as many conversations may need on top, in megabytes: the plan, what is filled of prompts and used
 * again, and garbage that V8 lets lie in proportion. The answers alone would be 200. The bars of the design, 1.25 times
 * and 350 MB at 200 ms, are the benchmark's.
 */
const MOST_MORE_MB = 110;

test('20,000 conversations need hardly more memory than 2,000', async () => {
  await using simulator = await openSimulator({ latencyMs: 20 });
  const measure = async (count: number): Promise<number> => {
    await simulator.reset();
    const baseUrl = simulator.baseUrls.openai;
    return (await generateMeasured({ baseUrl, count, concurrency: 100 })).peakMb;
  };
  const small = await measure(2_000);
  const large = await measure(20_000);
  process.stdout.write(`${small.toFixed(0)} MB at 2,000, ${large.toFixed(0)} MB at 20,000\n`);
  expect(large - small).toBeLessThanOrEqual(MOST_MORE_MB);
});
