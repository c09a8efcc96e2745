import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openRig, parseLines } from './rig.ts';
import { KEY, openProvider } from './simulator.ts';

interface Summary {
  readonly planned: number;
  readonly written: number;
  readonly failed: readonly { readonly number: number; readonly reason: string; readonly message: string }[];
  readonly unfinished: number;
  readonly spentUsd: number;
  readonly totalUsd: number;
}

describe('a server that fails in many ways', () => {
  test('every conversation arrives or is listed with its reason, and the file holds those that arrived', async () => {
    await using rig = await openRig();
    const fault = [
      '429=0.04',
      '500=0.04',
      'reset=0.03',
      'reset-in-body=0.02',
      'truncated=0.03',
      'invalid-json=0.03',
      'wrong-schema=0.02',
      'wrong-roles=0.02',
      'wrong-exchanges=0.02',
      'refusal=0.02',
      'empty=0.02',
      'wrong-model=0.01',
    ];
    await using provider = await openProvider({ fault });
    const ended = await rig.run(
      ['generate', '--provider', 'openai', '--count', '60', '--json'],
      provider.env,
    );
    const [summary] = JSON.parse(ended.stdout) as [Summary];
    expect(summary.planned).toBe(summary.written + summary.failed.length + summary.unfinished);
    expect(summary.unfinished).toBe(0);
    expect(summary.written).toBeGreaterThanOrEqual(57);
    expect(ended.code).toBe(summary.failed.length === 0 ? 0 : 3);
    const lines = parseLines(await rig.read('data/synthetic/openai/synthetic_conversations_60_seed42.jsonl'));
    expect(lines).toHaveLength(summary.written);
    // Unusable answers were paid for, too.
    expect(summary.totalUsd).toBeGreaterThan(0);
    expect(summary.spentUsd).toBeCloseTo(summary.totalUsd, 9);
  });

  test('a conversation that is given up is asked for again by the next run', async () => {
    await using rig = await openRig();
    await using provider = await openProvider({ fault: ['refusal=#1..3'] });
    const command = ['generate', '--provider', 'openai', '--count', '1', '--json'];
    const first = await rig.run(command, provider.env);
    expect(first.code).toBe(3);
    expect(JSON.parse(first.stdout)).toMatchObject([
      { written: 0, failed: [{ number: 1, reason: 'refused' }] },
    ]);
    const status = await rig.run(['status']);
    expect(status.stdout).toContain('failed 1');
    expect(status.stdout).toContain('refused');
    const again = await rig.run(command, provider.env);
    expect(again.code).toBe(0);
    expect(JSON.parse(again.stdout)).toMatchObject([{ written: 1, failed: [] }]);
    expect(provider.simulator.stats().requests).toBe(4);
  });

  test.each(['gemini', 'anthropic'])('%s: storms are survived on the other wires as well', async (name) => {
    await using rig = await openRig();
    const fault = [
      '429=0.05',
      '503=0.05',
      'safety-block=0.02',
      'recitation=0.03',
      'truncated=0.03',
      'invalid-json=0.03',
      'reset=0.03',
    ];
    await using provider = await openProvider({ fault });
    const ended = await rig.run(['generate', '--provider', name, '--count', '30', '--json'], provider.env);
    const [summary] = JSON.parse(ended.stdout) as [Summary];
    expect(summary.planned).toBe(summary.written + summary.failed.length);
    expect(summary.written).toBeGreaterThanOrEqual(27);
  });
});

describe('money', () => {
  test('--max-cost-usd is never passed, and the next run goes on', async () => {
    await using rig = await openRig();
    await using provider = await openProvider();
    const command = ['generate', '--provider', 'openai', '--count', '30', '--json'];
    const ended = await rig.run([...command, '--max-cost-usd', '0.3'], provider.env);
    const [summary] = JSON.parse(ended.stdout) as [Summary];
    expect(ended.code).toBe(3);
    expect(summary.spentUsd).toBeLessThanOrEqual(0.3);
    expect(summary.written).toBeGreaterThan(0);
    expect(summary.unfinished).toBeGreaterThan(0);
    const rest = await rig.run(command, provider.env);
    expect(rest.code).toBe(0);
    expect(provider.simulator.stats().requests).toBe(30);
  });

  test('a budget that cannot be kept is refused', async () => {
    await using rig = await openRig();
    await using provider = await openProvider();
    const ended = await rig.run(
      ['generate', '--provider', 'openai', '--model', 'my-own', '--max-cost-usd', '1'],
      provider.env,
    );
    expect(ended).toMatchObject({ code: 2 });
    expect(ended.stderr).toContain('PRICE_UNKNOWN');
  });
});

describe('secrets', () => {
  test('a key appears in no output, error, ledger or dataset file, whatever goes wrong', async () => {
    await using rig = await openRig();
    let printed = '';
    for (const fault of [
      [],
      ['bad-key=#1+'],
      ['429=0.5'],
      ['no-credit=#2+'],
      ['html=#1..9'],
      ['wrong-model=#1+'],
    ]) {
      await using provider = await openProvider({ fault });
      const runs = ['openai', 'gemini', 'anthropic'].map((name) =>
        rig.run(['generate', '--provider', name, '--count', '3', '--fresh'], provider.env),
      );
      for (const { stdout, stderr } of await Promise.all(runs)) printed += stdout + stderr;
    }
    expect(printed.length).toBeGreaterThan(1_000);
    expect(printed).not.toContain(KEY);
    const files = await readdir(rig.folder, { recursive: true, withFileTypes: true });
    const texts = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name));
    expect(texts.length).toBeGreaterThanOrEqual(4);
    for (const file of texts) expect((await readFile(file)).includes(KEY), file).toBe(false);
  });
});
