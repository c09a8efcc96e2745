import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isProcessAlive } from './is-process-alive.ts';

const readState = (pid: number): string =>
  / ([A-Za-z]) [^)]*$/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1] ?? '';

test('a process that runs is alive, and a number that nobody has is not', () => {
  expect(isProcessAlive(process.pid)).toBe(true);
  expect(isProcessAlive(process.ppid)).toBe(true);
  expect(isProcessAlive(2 ** 30)).toBe(false);
});

test.runIf(process.platform === 'linux')(
  'a process that has ended and is not waited for is dead',
  async () => {
    // The shell becomes a program that never waits for the child, before the child ends.
    const parent = spawn('sh', ['-c', 'sleep 1 & echo $!; exec sleep 60'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    try {
      const [said] = (await once(parent.stdout, 'data')) as [Buffer];
      const pid = Number(String(said));
      while (readState(pid) !== 'Z') await new Promise(setImmediate);
      expect(() => process.kill(pid, 0)).not.toThrow();
      expect(isProcessAlive(pid)).toBe(false);
    } finally {
      parent.kill();
    }
  },
);
