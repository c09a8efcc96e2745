import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'idiolect-package-'));
const env = { ...process.env, PATH: `${dirname(process.execPath)}:${process.env.PATH}` };

/** Runs a command to its end and gives what it printed. */
const run = (command: string, args: readonly string[], cwd: string): string =>
  execFileSync(command, args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

beforeAll(() => {
  run('npm', ['pack', '--silent', '--pack-destination', folder], ROOT);
  const [archive = ''] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  run('npm', ['init', '--yes'], folder);
  run('npm', ['install', '--no-fund', '--no-audit', '--prefer-offline', `./${archive}`], folder);
}, 180_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the package as users get it', () => {
  test('generates in an empty folder', () => {
    const printed = run(
      process.execPath,
      [
        'node_modules/idiolect/bin/idiolect.js',
        'generate',
        '--provider',
        'openai',
        '--simulate',
        '--count',
        '5',
      ],
      folder,
    );
    expect(printed).toContain('planned 5 = written 5 + failed 0');
    const file = join(folder, 'data', 'simulated', 'openai', 'synthetic_conversations_5_seed42.jsonl');
    expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(5);
  });

  test('makes a folder to start from', () => {
    expect(
      run(process.execPath, ['node_modules/idiolect/bin/idiolect.js', 'init', 'mine'], folder),
    ).toContain('recipe/');
    expect(readdirSync(join(folder, 'mine')).sort()).toEqual([
      '.env.example',
      '.gitignore',
      'README.md',
      'recipe',
    ]);
  });

  test('can be imported as a library', () => {
    const code =
      "import { planConversations } from 'idiolect'; console.log((await planConversations({ count: 3 })).assignments.length);";
    expect(run(process.execPath, ['--input-type=module', '--eval', code], folder).trim()).toBe('3');
  });

  test('holds no tests, sources or fixtures', () => {
    const names = readdirSync(join(folder, 'node_modules', 'idiolect'), {
      recursive: true,
      encoding: 'utf8',
    });
    const files = names.filter((name) => !name.startsWith('node_modules'));
    expect(files.filter((name) => /\.test\.|\.contract\.|fixtures|^src|(?<!\.d)\.ts$/.test(name))).toEqual(
      [],
    );
    expect(files).toContain('LICENSE');
  });
});
