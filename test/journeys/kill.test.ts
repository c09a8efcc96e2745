import { describe, expect, test } from 'vitest';
import { openRig, parseLines, type Rig, until } from './rig.ts';
import { openProvider } from './simulator.ts';

const COMMAND = ['generate', '--provider', 'openai', '--count', '40', '--concurrency', '4'];
const FILE = 'data/synthetic/openai/synthetic_conversations_40_seed42.jsonl';

const countAnswers = (rig: Rig): number => Number(rig.query('SELECT count(*) AS n FROM answers')[0]?.n);

const writeUnbroken = async (): Promise<string> => {
  await using rig = await openRig();
  await using provider = await openProvider();
  await rig.run(COMMAND, provider.env);
  return rig.read(FILE);
};

describe('a run that is killed', () => {
  test('goes on where it was, asks for nothing that was answered, and leaves the bytes of an unbroken run', async () => {
    const unbroken = await writeUnbroken();
    for (const killAfter of [1, 9, 27]) {
      await using rig = await openRig();
      await using provider = await openProvider({ latencyMs: 15 });
      const running = rig.start(COMMAND, provider.env);
      await until(() => provider.simulator.stats().answered >= killAfter);
      running.process.kill('SIGKILL');
      expect((await running.ended).signal).toBe('SIGKILL');
      const kept = countAnswers(rig);
      const { requests } = provider.simulator.stats();
      const ended = await rig.run(COMMAND, provider.env);
      expect(ended).toMatchObject({ code: 0 });
      expect(provider.simulator.stats().requests - requests).toBe(40 - kept);
      expect(await rig.read(FILE)).toBe(unbroken);
    }
  });
});

describe('a run that is interrupted', () => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    test(`by ${signal} keeps what arrives, writes what there is, says how to go on, and ends with 130`, async () => {
      await using rig = await openRig();
      await using provider = await openProvider({ latencyMs: 60 });
      const running = rig.start(COMMAND, provider.env);
      await until(() => provider.simulator.stats().answered >= 5);
      running.process.kill(signal);
      const ended = await running.ended;
      expect(ended.code).toBe(130);
      expect(ended.stderr).toContain('Ctrl-C again leaves at once');
      expect(ended.stdout).toContain('goes on where this stopped');
      // Everything that was sent has been kept.
      expect(countAnswers(rig)).toBe(provider.simulator.stats().requests);
      expect(parseLines(await rig.read(FILE))).toHaveLength(countAnswers(rig));
      const resumed = await rig.run(COMMAND, provider.env);
      expect(resumed).toMatchObject({ code: 0 });
      expect(provider.simulator.stats().requests).toBe(40);
    });
  }

  test('twice leaves at once', async () => {
    await using rig = await openRig();
    await using provider = await openProvider({ fault: ['hang=#1+'] });
    const running = rig.start(COMMAND, provider.env);
    await until(() => provider.simulator.stats().requests >= 4);
    running.process.kill('SIGINT');
    let stderr = '';
    running.process.stderr?.on('data', (text: string) => {
      stderr += text;
    });
    await until(() => stderr.includes('Ctrl-C again'));
    running.process.kill('SIGINT');
    expect((await running.ended).code).toBe(130);
  });
});

describe('two processes on one folder', () => {
  test('share the work: nothing is paid for twice', async () => {
    await using rig = await openRig();
    await using provider = await openProvider({ latencyMs: 30 });
    const ended = await Promise.all([rig.run(COMMAND, provider.env), rig.run(COMMAND, provider.env)]);
    expect(ended.map(({ code }) => code)).toEqual([0, 0]);
    expect(provider.simulator.stats().requests).toBe(40);
    expect(parseLines(await rig.read(FILE))).toHaveLength(40);
  });
});
