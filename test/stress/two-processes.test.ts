import { expect, test } from 'vitest';
import { openRig, until } from '../journeys/rig.ts';
import { openProvider } from '../journeys/simulator.ts';

const COUNT = 200;
const COMMAND = [
  'generate',
  '--provider',
  'openai',
  '--count',
  String(COUNT),
  '--concurrency',
  '20',
  '--quiet',
];
const FILE = `data/synthetic/openai/synthetic_conversations_${COUNT}_seed42.jsonl`;

const writeAlone = async (): Promise<string> => {
  await using rig = await openRig();
  await using provider = await openProvider();
  await rig.run(COMMAND, provider.env);
  return rig.read(FILE);
};

test('two processes on one folder pay for no call twice, both end well, and the file is that of one alone', async () => {
  const alone = await writeAlone();
  for (const latencyMs of [5, 20, 60]) {
    await using rig = await openRig();
    await using provider = await openProvider({ latencyMs, latencySpread: 0.5 });
    const ended = await Promise.all([rig.run(COMMAND, provider.env), rig.run(COMMAND, provider.env)]);
    expect(ended.map(({ code }) => code)).toEqual([0, 0]);
    expect(provider.simulator.stats()).toMatchObject({ answered: COUNT, duplicates: 0 });
    expect(await rig.read(FILE)).toBe(alone);
  }
});

test('when one of two is killed, the other takes up its calls', async () => {
  const alone = await writeAlone();
  await using rig = await openRig();
  await using provider = await openProvider({ latencyMs: 60 });
  const [doomed, other] = [rig.start(COMMAND, provider.env), rig.start(COMMAND, provider.env)];
  await until(() => provider.simulator.stats().answered >= COUNT / 2);
  doomed.process.kill('SIGKILL');
  expect((await other.ended).code).toBe(0);
  expect(await rig.read(FILE)).toBe(alone);
});
