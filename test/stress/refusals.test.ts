import { describe, expect, test } from 'vitest';
import { PROVIDER_NAMES } from '../../src/index.ts';
import { openRig, parseLines } from '../journeys/rig.ts';
import { openProvider } from '../journeys/simulator.ts';

const COUNT = 12;

describe.each(PROVIDER_NAMES)('a server of %s that answers nine requests in ten with 429', (provider) => {
  test('is asked until everything has arrived', async () => {
    await using rig = await openRig();
    await using server = await openProvider({ fault: ['429=0.9'] });
    const startMs = performance.now();
    const ended = await rig.run(
      ['generate', '--provider', provider, '--count', String(COUNT), '--quiet'],
      server.env,
    );
    const { requests, tooMany, duplicates } = server.simulator.stats();
    process.stdout.write(
      `${provider}: ${COUNT} conversations, ${tooMany} of ${requests} requests answered 429, ${((performance.now() - startMs) / 1000).toFixed(0)} s\n`,
    );
    expect(ended).toMatchObject({ code: 0 });
    expect(duplicates).toBe(0);
    const file = `data/synthetic/${provider}/synthetic_conversations_${COUNT}_seed42.jsonl`;
    expect(parseLines(await rig.read(file))).toHaveLength(COUNT);
  });
});
