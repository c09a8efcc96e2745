import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BIN, openRig, parseLines, type Rig, until } from './rig.ts';
import { openProvider } from './simulator.ts';

const COMMAND = ['generate', '--provider', 'openai', '--count', '24', '--concurrency', '4'];
const FILE = 'data/synthetic/openai/synthetic_conversations_24_seed42.jsonl';
const countAnswers = (rig: Rig): number => Number(rig.query('SELECT count(*) AS n FROM answers')[0]?.n);

/** Starts the command line with its output where the test wants it, and tells how it ended. */
const startInto = (
  rig: Rig,
  env: Record<string, string>,
  stdout: 'pipe' | number,
  stderr: 'pipe' | number,
) => {
  const child = spawn(process.execPath, [BIN, ...COMMAND], {
    cwd: rig.folder,
    env: { PATH: process.env.PATH, HOME: rig.folder, ...env },
    stdio: ['ignore', stdout, stderr],
  });
  rig.adopt(child);
  let told = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    told += text;
  });
  const ended = new Promise<number | null>((done) => {
    child.on('exit', (code) => done(code));
  });
  return { child, ended, told: () => told };
};

describe('output that goes nowhere does not end the work', () => {
  test('stdout closed early: the run and its file are whole', async () => {
    await using rig = await openRig();
    await using provider = await openProvider();
    const { child, ended } = startInto(rig, provider.env, 'pipe', 'pipe');
    child.stdout?.destroy();
    expect(await ended).toBe(0);
    expect(parseLines(await rig.read(FILE))).toHaveLength(24);
  });

  test('stderr closed early: the run and its file are whole', async () => {
    await using rig = await openRig();
    await using provider = await openProvider();
    const { child, ended } = startInto(rig, provider.env, 'pipe', 'pipe');
    child.stderr?.destroy();
    child.stdout?.resume();
    expect(await ended).toBe(0);
    expect(parseLines(await rig.read(FILE))).toHaveLength(24);
  });

  test('stdout on a full disk: it says so, the file is whole, and the exit code tells', async () => {
    await using rig = await openRig();
    await using provider = await openProvider();
    const { ended, told } = startInto(rig, provider.env, openSync('/dev/full', 'w'), 'pipe');
    expect(await ended).toBe(3);
    expect(told()).toContain('The result could not be written to stdout (ENOSPC)');
    expect(parseLines(await rig.read(FILE))).toHaveLength(24);
  });

  test('stderr on a full disk: the run and its file are whole', async () => {
    await using rig = await openRig();
    await using provider = await openProvider();
    const { child, ended } = startInto(rig, provider.env, 'pipe', openSync('/dev/full', 'w'));
    child.stdout?.resume();
    expect(await ended).toBe(0);
    expect(parseLines(await rig.read(FILE))).toHaveLength(24);
  });
});

/** Runs a command on a pseudo-terminal of its own; ending `script` closes that terminal. */
const startOnTerminal = (rig: Rig, env: Record<string, string>, args: readonly string[] = COMMAND) => {
  const command = [process.execPath, BIN, ...args].join(' ');
  const shown = join(rig.folder, 'terminal');
  const child = spawn('script', ['-qefc', `echo $$ > pid; exec ${command}`, shown], {
    cwd: rig.folder,
    env: { PATH: process.env.PATH, HOME: rig.folder, TERM: 'xterm', SHELL: '/bin/sh', ...env },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  rig.adopt(child);
  // A key may be pressed just when the command has ended.
  child.stdin?.on('error', () => undefined);
  const ended = new Promise<number | null>((done) => {
    child.on('exit', (code) => done(code));
  });
  return { child, ended, shown: () => readFile(shown, 'utf8') };
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('on a terminal', () => {
  test('Ctrl-C once keeps what is under way, draws on, and says how to go on', async () => {
    await using rig = await openRig();
    await using provider = await openProvider({ latencyMs: 100 });
    const { child, ended, shown } = startOnTerminal(rig, provider.env);
    await until(() => provider.simulator.stats().answered >= 4);
    child.stdin?.write('\u0003');
    expect(await ended).toBe(130);
    const screen = await shown();
    expect(screen).toContain('Ctrl-C again leaves at once');
    expect(screen).toContain('goes on where this stopped');
    expect(countAnswers(rig)).toBe(provider.simulator.stats().requests);
    expect(provider.simulator.stats().requests).toBeLessThan(24);
  });

  test('Ctrl-C twice leaves at once', async () => {
    await using rig = await openRig();
    await using provider = await openProvider({ fault: ['hang=#1+'] });
    const { child, ended } = startOnTerminal(rig, provider.env);
    await until(() => provider.simulator.stats().requests >= 4);
    child.stdin?.write('\u0003');
    let isOver = false;
    void ended.then(() => {
      isOver = true;
    });
    // The second one is pressed until it is seen, as people do.
    await until(() => {
      if (!isOver) child.stdin?.write('\u0003');
      return isOver;
    });
    expect(await ended).toBe(130);
  });

  test('that is closed the work stops as by Ctrl-C, and nothing is lost', async () => {
    await using rig = await openRig();
    await using provider = await openProvider({ latencyMs: 100 });
    const { child } = startOnTerminal(rig, provider.env);
    await until(() => provider.simulator.stats().answered >= 4);
    const pid = Number(await rig.read('pid'));
    child.kill('SIGKILL');
    await until(() => !isAlive(pid));
    const { requests } = provider.simulator.stats();
    expect(requests).toBeLessThan(24);
    expect(countAnswers(rig)).toBe(requests);
    expect(rig.query('SELECT count(*) AS n FROM runs WHERE ending IS NULL')).toEqual([{ n: 0 }]);
    expect(parseLines(await rig.read(FILE))).toHaveLength(requests);
    expect(await rig.run(COMMAND, provider.env)).toMatchObject({ code: 0 });
    expect(provider.simulator.stats().requests).toBe(24);
  });
});
