import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openRig, parseLines } from './rig.ts';
import { openProvider } from './simulator.ts';

const FILE = 'data/synthetic/openai/synthetic_conversations_6_seed42.jsonl';

describe('the main job', () => {
  test('writes the conversations of the plan, with exactly the fields of the format in their order', async () => {
    await using rig = await openRig();
    await using provider = await openProvider();
    const ended = await rig.run(['generate', '--provider', 'openai', '--count', '6'], provider.env);
    expect(ended).toMatchObject({ code: 0 });
    expect(ended.stdout).toContain('planned 6 = written 6 + failed 0');
    expect(ended.stdout).toContain(FILE);
    const lines = parseLines(await rig.read(FILE));
    expect(lines).toHaveLength(6);
    for (const line of lines) {
      expect(Object.keys(line)).toEqual(['topic', 'patterns_applied', 'conversation', 'learning_notes']);
      const messages = line.conversation as { role: string; content: string }[];
      expect(messages.length % 2).toBe(0);
      expect(messages.map(({ role }) => role)).toEqual(
        messages.map((_, index) => (index % 2 ? 'assistant' : 'user')),
      );
      expect(messages.length / 2).toBeGreaterThanOrEqual(3);
      expect(messages.length / 2).toBeLessThanOrEqual(5);
    }
    expect(lines.slice(0, 5).map((line) => line.patterns_applied)).toEqual([
      ['Gap Analysis', 'Tradeoff Analysis'],
      ['Production Readiness', 'Brutal Accuracy', 'Multi-Dimensional Evaluation'],
      ['Hint-Based Learning', 'Diminishing Returns'],
      ['Mechanistic Understanding', 'Context-Dependent Recommendations', 'Precision Policing'],
      ['Gap Analysis', 'Tradeoff Analysis'],
    ]);
  });

  test('a second run of the same command makes no call and leaves the same bytes', async () => {
    await using rig = await openRig();
    await using provider = await openProvider();
    const command = ['generate', '--provider', 'openai', '--count', '6'];
    await rig.run(command, provider.env);
    const first = await rig.read(FILE);
    const { requests } = provider.simulator.stats();
    const again = await rig.run(command, provider.env);
    expect(again.code).toBe(0);
    expect(again.stdout).toContain('6 of them came from the ledger');
    expect(provider.simulator.stats().requests).toBe(requests);
    expect(await rig.read(FILE)).toBe(first);
  });

  test('a larger count pays for the difference alone, and its first lines are those of the smaller', async () => {
    await using rig = await openRig();
    await using provider = await openProvider();
    await rig.run(['generate', '--provider', 'gemini', '--count', '4'], provider.env);
    expect(provider.simulator.stats().requests).toBe(4);
    await rig.run(['generate', '--provider', 'gemini', '--count', '10'], provider.env);
    expect(provider.simulator.stats().requests).toBe(10);
    const small = await rig.read('data/synthetic/gemini/synthetic_conversations_4_seed42.jsonl');
    const large = await rig.read('data/synthetic/gemini/synthetic_conversations_10_seed42.jsonl');
    expect(large.startsWith(small)).toBe(true);
  });

  test('two providers at once share one plan and write a file each', async () => {
    await using rig = await openRig();
    await using provider = await openProvider();
    const ended = await rig.run(
      ['generate', '--provider', 'openai,gemini', '--count', '4', '--json'],
      provider.env,
    );
    expect(ended.code).toBe(0);
    const summaries = JSON.parse(ended.stdout) as { provider: string; written: number; file: string }[];
    expect(summaries.map(({ provider: name, written }) => [name, written])).toEqual([
      ['openai', 4],
      ['gemini', 4],
    ]);
    const [openai, gemini] = await Promise.all(summaries.map(({ file }) => rig.read(file)));
    const topics = (text = ''): unknown[] => parseLines(text).map((line) => line.topic);
    expect(topics(openai)).toEqual(topics(gemini));
    expect(openai).not.toBe(gemini);
  });

  test('Anthropic is reached over its own wire', async () => {
    await using rig = await openRig();
    await using provider = await openProvider();
    const ended = await rig.run(['generate', '--provider', 'anthropic', '--count', '3'], provider.env);
    expect(ended).toMatchObject({ code: 0 });
    expect(
      parseLines(await rig.read('data/synthetic/anthropic/synthetic_conversations_3_seed42.jsonl')),
    ).toHaveLength(3);
  });

  test('without a key it says so, rehearses, and keeps the simulated text apart', async () => {
    await using rig = await openRig();
    const ended = await rig.run(['generate', '--provider', 'openai', '--count', '3']);
    expect(ended.code).toBe(0);
    expect(ended.stderr).toContain('No OPENAI_API_KEY is set');
    expect(ended.stdout).toContain('nothing was paid');
    expect(
      parseLines(await rig.read('data/simulated/openai/synthetic_conversations_3_seed42.jsonl')),
    ).toHaveLength(3);
    await expect(rig.read('data/synthetic/openai/synthetic_conversations_3_seed42.jsonl')).rejects.toThrow();
  });

  test('the key may stand in .env, and the real environment wins over it', async () => {
    await using rig = await openRig();
    await using provider = await openProvider();
    const { OPENAI_BASE_URL = '', OPENAI_API_KEY = '' } = provider.env;
    await writeFile(
      join(rig.folder, '.env'),
      `OPENAI_API_KEY=bad-key\nOPENAI_BASE_URL="${OPENAI_BASE_URL}"\n`,
    );
    const refused = await rig.run(['generate', '--provider', 'openai', '--count', '2']);
    expect(refused).toMatchObject({ code: 2 });
    const taken = await rig.run(['generate', '--provider', 'openai', '--count', '2'], { OPENAI_API_KEY });
    expect(taken).toMatchObject({ code: 0 });
  });

  test('--fresh asks anew and keeps the earlier answers in the ledger', async () => {
    await using rig = await openRig();
    await using provider = await openProvider();
    const command = ['generate', '--provider', 'openai', '--count', '3'];
    await rig.run(command, provider.env);
    const ended = await rig.run([...command, '--fresh'], provider.env);
    expect(ended.code).toBe(0);
    expect(provider.simulator.stats().requests).toBe(6);
    expect(rig.query('SELECT set_aside FROM answers').map(({ set_aside }) => set_aside)).toEqual([
      1, 1, 1, 0, 0, 0,
    ]);
  });

  test('--output-dir takes the place of the folder', async () => {
    await using rig = await openRig();
    await using provider = await openProvider();
    await rig.run(['generate', '--provider', 'openai', '--count', '2', '--output-dir', 'out'], provider.env);
    expect(parseLines(await rig.read('out/synthetic_conversations_2_seed42.jsonl'))).toHaveLength(2);
  });

  test("a user's own recipe of 3 patterns and 7 topics works as well", async () => {
    await using rig = await openRig();
    await using provider = await openProvider();
    const recipe = join(rig.folder, 'recipe');
    await mkdir(join(recipe, 'patterns'), { recursive: true });
    await mkdir(join(recipe, 'topics'));
    await writeFile(join(recipe, 'recipe.yaml'), 'name: kitchen\nexchanges: [2]\n');
    for (const [index, name] of ['Taste First', 'Name The Heat', 'Waste Nothing'].entries()) {
      await writeFile(
        join(recipe, 'patterns', `${index}.yaml`),
        `name: ${name}\ndefinition: what ${name} means\n`,
      );
    }
    const topics = ['stock', 'risotto', 'bread', 'braising', 'omelette', 'pickles', 'custard'];
    await writeFile(
      join(recipe, 'topics', 'all.yaml'),
      `topics:\n${topics.map((title) => `  - ${title}\n`).join('')}`,
    );
    const ended = await rig.run(['generate', '--provider', 'openai', '--count', '7'], provider.env);
    expect(ended).toMatchObject({ code: 0 });
    const lines = parseLines(await rig.read('data/synthetic/openai/synthetic_conversations_7_seed42.jsonl'));
    expect(lines.map((line) => line.topic).toSorted()).toEqual(topics.toSorted());
    expect(new Set(lines.flatMap((line) => line.patterns_applied))).toHaveLength(3);
    expect(lines.every((line) => (line.conversation as unknown[]).length === 4)).toBe(true);
  });
});

describe('what comes with it', () => {
  test('init makes a folder that works, and does not overwrite a recipe', async () => {
    await using rig = await openRig();
    const made = await rig.run(['init', 'mine']);
    expect(made.code).toBe(0);
    expect(await rig.read('mine/.env.example')).toContain('OPENAI_API_KEY=');
    const planned = await rig.run(['plan', '--count', '10', '--recipe', 'mine/recipe', '--json']);
    expect(JSON.parse(planned.stdout)).toMatchObject({ recipe: { patterns: 10, topics: 100 } });
    expect(await rig.run(['init', 'mine'])).toMatchObject({ code: 2 });
  });

  test('plan makes no call and prints assignments, coverage and estimate as JSON', async () => {
    await using rig = await openRig();
    const ended = await rig.run(['plan', '--count', '20', '--design', 'balanced', '--json']);
    expect(ended.code).toBe(0);
    const planned = JSON.parse(ended.stdout) as Record<string, unknown>;
    expect(planned).toMatchObject({ count: 20, design: 'balanced' });
    expect(planned.assignments).toHaveLength(20);
    expect(planned).toHaveProperty('coverage.margins.patterns.spread');
    expect(planned).toHaveProperty('estimate.0.costUsd.likely');
  });

  test('status tells what was made, what it cost and what is missing', async () => {
    await using rig = await openRig();
    await using provider = await openProvider();
    expect((await rig.run(['status'])).stdout).toContain('Nothing has been made');
    await rig.run(['generate', '--provider', 'openai', '--count', '3'], provider.env);
    const { stdout } = await rig.run(['status', '--json']);
    const status = JSON.parse(stdout) as { datasets: Record<string, unknown>[]; totalUsd: number };
    expect(status.datasets).toMatchObject([
      { planned: 3, done: 3, failed: [], missing: 0, recipeChanged: false },
    ]);
    expect(status.totalUsd).toBeGreaterThan(0);
  });
});
