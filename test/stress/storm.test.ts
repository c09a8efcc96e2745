import { describe, expect, test } from 'vitest';
import type { GenerateSummary } from '../../src/index.ts';
import { PROVIDER_NAMES } from '../../src/index.ts';
import { PROFILES } from '../../src/simulator/index.ts';
import { openRig, parseLines } from '../journeys/rig.ts';
import { openProvider } from '../journeys/simulator.ts';

const COUNT = 200;
const { faults } = PROFILES.storm.profile;

describe.each(PROVIDER_NAMES)('a storm in which one request in five fails, on the wire of %s', (provider) => {
  test('every conversation arrives or is listed with its reason, and the next runs bring the rest', async () => {
    await using rig = await openRig();
    await using server = await openProvider({ latencyMs: 20, latencySpread: 0.5, faults });
    const run = async () => {
      const command = ['generate', '--provider', provider, '--count', String(COUNT), '--json', '--quiet'];
      const { code, stdout } = await rig.run([...command, '--concurrency', '30'], server.env);
      const [summary] = JSON.parse(stdout) as GenerateSummary[];
      return { code, summary: summary as GenerateSummary };
    };
    const first = await run();
    const { requests, byFault, duplicates } = server.simulator.stats();
    const failures = Object.values(byFault).reduce((sum, times) => sum + times, 0);
    process.stdout.write(
      `${provider}: ${first.summary.written} written, ${first.summary.failed.length} failed; ${failures} faults in ${requests} requests\n`,
    );
    expect(failures / requests).toBeGreaterThan(0.1);
    expect(Object.keys(byFault).length).toBeGreaterThan(faults.length / 2);
    expect(duplicates).toBe(0);
    expect(first.summary).toMatchObject({ planned: COUNT, unfinished: 0 });
    expect(first.summary.written + first.summary.failed.length).toBe(COUNT);
    for (const failed of first.summary.failed) {
      expect(failed).toMatchObject({
        topic: expect.stringMatching(/\S/),
        message: expect.stringMatching(/\S/),
      });
    }
    expect(parseLines(await rig.read(first.summary.file))).toHaveLength(first.summary.written);
    expect(first.code).toBe(first.summary.failed.length === 0 ? 0 : 3);

    let last = first;
    for (let more = 0; more < 6 && last.summary.failed.length > 0; more++) last = await run();
    expect(last).toMatchObject({ code: 0, summary: { written: COUNT, failed: [] } });
    expect(parseLines(await rig.read(last.summary.file))).toHaveLength(COUNT);
    expect(server.simulator.stats().duplicates).toBe(0);
  });
});
