import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { openRig } from './rig.ts';
import { openProvider } from './simulator.ts';

const GENERATE = ['generate', '--provider', 'openai'];

describe('bad input gets one clear message, what to do, and exit 2', () => {
  test.each([
    ['an unknown flag', [...GENERATE, '--cuont', '5'], /unknown option '--cuont'[\s\S]*--count/],
    ['an unknown command', ['genrate'], /unknown command 'genrate'[\s\S]*generate/],
    ['no provider', ['generate'], /--provider/],
    ['a misspelt provider', ['generate', '--provider', 'opnai'], /"opnai"[\s\S]*Did you mean "openai"\?/],
    ['a count of 0', [...GENERATE, '--count', '0'], /--count is 0[\s\S]*1 to 1,000,000/],
    ['a negative count', [...GENERATE, '--count', '-3'], /--count/],
    ['a count of a billion', [...GENERATE, '--count', '1e9'], /--count is 1000000000[\s\S]*1 to 1,000,000/],
    ['half a conversation', [...GENERATE, '--count', '2.5'], /--count is 2.5[\s\S]*whole number/],
    ['a count in words', [...GENERATE, '--count', 'ten'], /--count takes a number/],
    ['a bad seed', [...GENERATE, '--seed', '-1'], /--seed is -1[\s\S]*0 to 2,147,483,647/],
    ['a seed in words', [...GENERATE, '--seed', 'abc'], /--seed takes a number/],
    ['an unknown design', [...GENERATE, '--design', 'balancd'], /"balancd"[\s\S]*Did you mean "balanced"\?/],
    ['a temperature of 9', [...GENERATE, '--temperature', '9'], /--temperature is 9[\s\S]*0 to 2/],
    [
      'an unknown profile',
      [...GENERATE, '--simulate', '--profile', 'strom'],
      /"strom"[\s\S]*Did you mean "storm"\?/,
    ],
    ['an unknown fault', [...GENERATE, '--simulate', '--fault', 'hnag=0.1'], /hnag/],
    ['a recipe that is not there', [...GENERATE, '--recipe', 'nowhere'], /nowhere[\s\S]*idiolect init/],
    ['a base URL that is none', [...GENERATE, '--base-url', 'localhost:8080'], /BASE_URL_WRONG/],
    [
      'a model for two providers',
      ['generate', '--provider', 'openai,gemini', '--model', 'gpt-4o'],
      /--model/,
    ],
    ['simulated text among real', [...GENERATE, '--output-dir', 'data/synthetic/openai'], /data\/simulated/],
  ])('%s', async (_name, args, message) => {
    await using rig = await openRig();
    const ended = await rig.run(args);
    expect(ended.stderr).toMatch(message);
    expect(ended.stderr).not.toMatch(/\n\s+at /);
    expect(ended.stdout).toBe('');
    expect(ended.code).toBe(2);
  });

  test('a simulator setting on a real run', async () => {
    await using rig = await openRig();
    await using provider = await openProvider();
    const ended = await rig.run([...GENERATE, '--fault', '429=0.5'], provider.env);
    expect(ended).toMatchObject({ code: 2 });
    expect(ended.stderr).toContain('--simulate');
    expect(provider.simulator.stats().requests).toBe(0);
  });

  test('a broken recipe is told of whole, by file and line', async () => {
    await using rig = await openRig();
    const recipe = join(rig.folder, 'recipe');
    await mkdir(join(recipe, 'patterns'), { recursive: true });
    await mkdir(join(recipe, 'topics'));
    await writeFile(join(recipe, 'recipe.yaml'), 'name: mine\nexchnages: [3]\n');
    await writeFile(join(recipe, 'patterns', 'a.yaml'), 'name: A\ndefinitoin: what it is\n');
    await writeFile(join(recipe, 'topics', 'a.yaml'), 'topics:\n  - title: one\n    breif: x\n');
    const ended = await rig.run(GENERATE);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('recipe/recipe.yaml:2');
    expect(ended.stderr).toContain('Did you mean "exchanges"?');
    expect(ended.stderr).toContain('recipe/patterns/a.yaml:2');
    expect(ended.stderr).toContain('Did you mean "definition"?');
    expect(ended.stderr).toContain('recipe/topics/a.yaml:3');
    expect(ended.stderr).toContain('Did you mean "brief"?');
  });

  test('an output folder that cannot be written', async () => {
    await using rig = await openRig();
    await using provider = await openProvider();
    await writeFile(join(rig.folder, 'taken'), 'a file, not a folder');
    const ended = await rig.run([...GENERATE, '--count', '2', '--output-dir', 'taken'], provider.env);
    expect(ended).toMatchObject({ code: 2 });
    expect(ended.stderr).toContain('OUTPUT_NOT_WRITABLE');
    expect(provider.simulator.stats().requests).toBe(0);
  });

  test('a ledger of a newer version is left as it is', async () => {
    await using rig = await openRig();
    await using provider = await openProvider();
    await rig.run([...GENERATE, '--count', '2'], provider.env);
    const file = join(rig.folder, '.idiolect', 'ledger.db');
    const database = new DatabaseSync(file);
    database.exec('PRAGMA user_version = 999');
    database.close();
    const ended = await rig.run([...GENERATE, '--count', '3'], provider.env);
    expect(ended).toMatchObject({ code: 2 });
    expect(ended.stderr).toContain('LEDGER_NEWER');
    expect(ended.stderr).toContain('ledger.db');
    expect(rig.query('SELECT count(*) AS n FROM answers')).toEqual([{ n: 2 }]);
    expect(provider.simulator.stats().requests).toBe(2);
  });
});

describe('a set-up that cannot work stops the run at once', () => {
  test.each([
    ['a bad key', ['bad-key=#1+'], 'KEY_REFUSED'],
    ['a retired model', ['retired-model=#1+'], 'MODEL_UNKNOWN'],
  ])('%s', async (_name, fault, code) => {
    await using rig = await openRig();
    await using provider = await openProvider({ fault });
    const ended = await rig.run([...GENERATE, '--count', '60', '--concurrency', '2'], provider.env);
    expect(ended.stdout).toContain(code);
    expect(ended.stdout).toContain('→');
    expect(ended.code).toBe(2);
    expect(provider.simulator.stats().requests).toBeLessThanOrEqual(4);
  });

  test('no credit ends early with exit 3, and what was answered is kept', async () => {
    await using rig = await openRig();
    await using provider = await openProvider({ fault: ['no-credit=#4+'] });
    const ended = await rig.run([...GENERATE, '--count', '20', '--concurrency', '1'], provider.env);
    expect(ended.stdout).toContain('CREDIT_EXHAUSTED');
    expect(ended.stdout).toContain('written 3');
    expect(ended.code).toBe(3);
    expect(provider.simulator.stats().requests).toBe(4);
  });

  test('a retired model is refused before anything is sent, with its successor', async () => {
    await using rig = await openRig();
    const ended = await rig.run([...GENERATE, '--model', 'gpt-3.5-turbo'], { OPENAI_API_KEY: 'sk-unused' });
    expect(ended).toMatchObject({ code: 2 });
    expect(ended.stderr).toContain('MODEL_RETIRED');
  });

  test('a provider that is down is told apart by its address', async () => {
    await using rig = await openRig();
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((ready) => server.on('listening', ready));
    const { port } = server.address() as AddressInfo;
    await new Promise((closed) => server.close(closed));
    const ended = await rig.run([...GENERATE, '--count', '3', '--base-url', `http://127.0.0.1:${port}/v1`]);
    expect(ended.stdout).toContain('PROVIDER_UNREACHABLE');
    expect(ended.stdout).toContain(`127.0.0.1:${port}`);
    expect(ended.code).toBe(2);
  });

  test('a base URL that leads to something else', async () => {
    await using rig = await openRig();
    const server = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html').end('<html>Welcome</html>');
    }).listen(0, '127.0.0.1');
    await new Promise((ready) => server.on('listening', ready));
    const { port } = server.address() as AddressInfo;
    try {
      const ended = await rig.run([...GENERATE, '--count', '3', '--base-url', `http://127.0.0.1:${port}`]);
      expect(ended.stdout).toContain('BASE_URL_WRONG');
      expect(ended.code).toBe(2);
    } finally {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    }
  });
});
