import { expect, test } from 'vitest';
import { generateMeasured } from '../../bench/measured-run.ts';
import { openSimulator } from '../../bench/open-simulator.ts';

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
  expect(large / small).toBeLessThanOrEqual(1.25);
});
