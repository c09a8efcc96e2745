import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { BIN, openRig, type Rig, until } from './rig.ts';
import { openProvider } from './simulator.ts';

const COMMAND = ['generate', '--provider', 'openai', '--count', '24', '--concurrency', '4'];
const countAnswers = (rig: Rig): number => Number(rig.query('SELECT count(*) AS n FROM answers')[0]?.n);

/** Makes the first process believe that it is an old Node, and leaves the one that it starts alone. */
const AGE = `
if (!process.env.IDIOLECT_PARENT) Object.defineProperty(process.versions, 'node', { value: '20.0.0' });
else (await import('node:fs')).writeFileSync('pid', String(process.pid));
`;

const startOld = async (rig: Rig, env: Record<string, string>, args: readonly string[] = COMMAND) => {
  const age = join(rig.folder, 'age.mjs');
  await writeFile(age, AGE);
  const child = spawn(process.execPath, ['--import', pathToFileURL(age).href, BIN, ...args], {
    cwd: rig.folder,
    env: {
      PATH: process.env.PATH,
      HOME: rig.folder,
      NODE_OPTIONS: `--import=${pathToFileURL(age).href}`,
      ...env,
    },
    // A group of its own, as a shell gives to each of its jobs.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  rig.adopt(child);
  let stderr = '';
  child.stdout.resume();
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = new Promise<{ code: number | null; signal: string | null }>((done) => {
    child.on('close', (code, signal) => done({ code, signal }));
  });
  return { pid: child.pid ?? 0, ended, stderr: () => stderr };
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('started by an old Node, which hands over to a newer one', () => {
  test.each([
    ['0', ['status'], 0],
    ['2', ['generate', '--count', '0'], 2],
  ])('the exit code %s comes back', async (_code, args, code) => {
    await using rig = await openRig();
    expect(await (await startOld(rig, {}, args)).ended).toEqual({ code, signal: null });
  });

  test.each([
    ['SIGINT', 'the launcher', 1],
    ['SIGTERM', 'the launcher', 1],
    ['SIGHUP', 'the launcher', 1],
    ['SIGINT', 'the whole group', -1],
    ['SIGTERM', 'the whole group', -1],
    ['SIGHUP', 'the whole group', -1],
  ] as const)('%s to %s stops the work once: what is under way is kept', async (signal, _whom, sign) => {
    await using rig = await openRig();
    await using provider = await openProvider({ latencyMs: 150 });
    const { pid, ended, stderr } = await startOld(rig, provider.env);
    await until(() => provider.simulator.stats().answered >= 4);
    process.kill(sign * pid, signal);
    expect(await ended).toEqual({ code: 130, signal: null });
    expect(stderr()).toContain('Ctrl-C again leaves at once');
    const { requests } = provider.simulator.stats();
    expect(countAnswers(rig)).toBe(requests);
    expect(requests).toBeLessThan(24);
  });

  test('a second Ctrl-C leaves at once', async () => {
    await using rig = await openRig();
    await using provider = await openProvider({ fault: ['hang=#1+'] });
    const { pid, ended, stderr } = await startOld(rig, provider.env);
    await until(() => provider.simulator.stats().requests >= 4);
    process.kill(-pid, 'SIGINT');
    await until(() => stderr().includes('Ctrl-C again'));
    let isOver = false;
    void ended.then(() => {
      isOver = true;
    });
    // Pressed until it is seen, as people do: two that come within a tenth of a second count as one.
    await until(() => {
      if (!isOver && isAlive(pid)) process.kill(-pid, 'SIGINT');
      return isOver;
    });
    const { code, signal } = await ended;
    // One that comes while the process is ending meets no handler any more; shells tell both as 130.
    expect([130, 'SIGINT']).toContain(code ?? signal);
  });

  test('a launcher that is killed leaves no orphan', async () => {
    await using rig = await openRig();
    await using provider = await openProvider({ fault: ['hang=#1+'] });
    const { pid, ended } = await startOld(rig, provider.env);
    await until(() => provider.simulator.stats().requests >= 4);
    const worker = Number(await rig.read('pid'));
    expect(isAlive(worker)).toBe(true);
    process.kill(pid, 'SIGKILL');
    expect(await ended).toEqual({ code: null, signal: 'SIGKILL' });
    await until(() => !isAlive(worker));
  });
});
