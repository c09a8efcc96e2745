import { chmod, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openRig, type Rig, until } from './rig.ts';
import { openProvider } from './simulator.ts';

const COMMAND = ['generate', '--provider', 'openai', '--count', '40', '--concurrency', '2'];

interface Status {
  readonly datasets: ReadonlyArray<{
    readonly done: number;
    readonly lastRun: {
      readonly isOpen: boolean;
      readonly isAlive: boolean;
      readonly progress?: Record<string, unknown>;
    };
  }>;
  readonly totalUsd: number;
  readonly simulatedUsd: number;
}
const readStatus = async (rig: Rig): Promise<Status> =>
  JSON.parse((await rig.run(['status', '--json'])).stdout) as Status;

describe('status', () => {
  test('of a run at work tells how it stands, and of one that was killed that it was', async () => {
    await using rig = await openRig();
    await using provider = await openProvider({ latencyMs: 400 });
    const running = rig.start(COMMAND, provider.env);
    await until(() => provider.simulator.stats().answered >= 10);
    const alive = await readStatus(rig);
    expect(alive.datasets[0]?.lastRun).toMatchObject({ isOpen: true, isAlive: true });
    expect(alive.datasets[0]?.lastRun.progress).toMatchObject({
      failed: 0,
      limit: expect.stringContaining('2 calls at once'),
    });
    expect(alive.datasets[0]?.lastRun.progress?.spentUsd).toBeGreaterThan(0);
    const shown = await rig.run(['status']);
    expect(shown.stdout).toMatch(
      /last run \S+ is at work\n {2}at \S+: done \d+, .*\/min, .* left\n {2}limit: /,
    );
    expect(shown.code).toBe(0);
    running.process.kill('SIGKILL');
    await running.ended;
    const killed = await readStatus(rig);
    expect(killed.datasets[0]?.lastRun).toMatchObject({ isOpen: true, isAlive: false });
    expect((await rig.run(['status'])).stdout).toContain('was killed; the same command goes on');
  });

  test('keeps simulated dollars apart from real ones', async () => {
    await using rig = await openRig();
    await using provider = await openProvider();
    await rig.run(['generate', '--provider', 'openai', '--count', '2'], provider.env);
    const real = await readStatus(rig);
    expect(real).toMatchObject({ totalUsd: expect.any(Number), simulatedUsd: 0 });
    await rig.run(['generate', '--simulate', '--provider', 'gemini', '--count', '2']);
    const both = await readStatus(rig);
    expect(both.totalUsd).toBe(real.totalUsd);
    expect(both.simulatedUsd).toBeGreaterThan(0);
  });

  test('changes nothing in the folder', async () => {
    await using rig = await openRig();
    await using provider = await openProvider();
    await rig.run(['generate', '--provider', 'openai', '--count', '2'], provider.env);
    const list = async () => (await readdir(rig.folder, { recursive: true })).toSorted();
    const before = await list();
    await chmod(join(rig.folder, '.idiolect'), 0o555);
    await chmod(join(rig.folder, '.idiolect', 'ledger.db'), 0o444);
    const ended = await rig.run(['status']);
    await chmod(join(rig.folder, '.idiolect'), 0o755);
    expect(ended).toMatchObject({ code: 0 });
    expect(ended.stdout).toContain('done 2');
    expect(await list()).toEqual(before);
  });
});
