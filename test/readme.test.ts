import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');

/** Runs something in a folder of its own, without any key. */
const runAside = (args: readonly string[], folder: string): string =>
  execFileSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

const withFolder = (work: (folder: string) => void): void => {
  const folder = mkdtempSync(join(tmpdir(), 'idiolect-readme-'));
  try {
    work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

describe('the README', () => {
  test('its library example runs, and prints what it says', () => {
    const [, code = ''] = /```ts\n([\s\S]*?)```/.exec(README) ?? [];
    expect(code.trim().split('\n').length).toBeLessThanOrEqual(10);
    withFolder((folder) => {
      const file = join(folder, 'example.ts');
      writeFileSync(file, code.replace("'idiolect'", `'${pathToFileURL(join(ROOT, 'src', 'index.ts'))}'`));
      const lines = runAside([file], folder).trim().split('\n');
      expect(lines[0]).toMatch(/min: 5, max: 5.*\d/);
      expect(lines[1]).toBe('4 gpt-4o');
      expect(lines[2]).toMatch(/^4 .*data\/simulated\/openai\/synthetic_conversations_4_seed42\.jsonl$/);
    });
  });

  test('the commands of its tour run in the order in which they stand', () => {
    const tour = README.split('## A tour of 60 seconds')[1]?.split('## Real keys')[0] ?? '';
    const commands = [...tour.matchAll(/^npx idiolect (.*?)(?:\s+#.*)?$/gm)].map(
      ([, command = '']) => command,
    );
    expect(commands.length).toBeGreaterThanOrEqual(5);
    withFolder((folder) => {
      const printed = commands.map((command) =>
        runAside([join(ROOT, 'bin', 'idiolect.js'), ...command.trim().split(/\s+/)], folder),
      );
      expect(printed[2]).toContain('planned 8 = written 8 + failed 0');
      expect(printed[2]).toContain('5 of them came from the ledger, without a call');
    });
  });
});
