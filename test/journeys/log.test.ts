import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openRig, parseLines, type Rig, until } from './rig.ts';
import { KEY, openProvider } from './simulator.ts';

const COMMAND = ['generate', '--provider', 'openai', '--count', '6', '--log', 'run.log'];
const MARKER = 'zanzibar-marker-8c1f';

const readLog = async (rig: Rig) => parseLines(await rig.read('run.log'));
const countKinds = (lines: readonly Record<string, unknown>[]) => {
  const counts: Record<string, number> = {};
  for (const { event } of lines) counts[String(event)] = (counts[String(event)] ?? 0) + 1;
  return counts;
};

describe('--log', () => {
  test('has one line of JSON for each event, from the start with its settings to the summary', async () => {
    await using rig = await openRig();
    await using provider = await openProvider({ fault: ['invalid-json=#2', '500=#4'] });
    expect(await rig.run(COMMAND, provider.env)).toMatchObject({ code: 0 });
    const lines = await readLog(rig);
    for (const [index, line] of lines.entries()) {
      expect(line).toMatchObject({ seq: index + 1, run: 1, provider: 'openai', model: 'gpt-4o' });
      expect(String(line.time)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    }
    expect(lines[0]).toMatchObject({
      event: 'run-started',
      log: 1,
      planned: 6,
      settings: { count: 6, seed: 42, temperature: 0.8, concurrency: 32 },
    });
    expect(lines.at(-1)).toMatchObject({
      event: 'run-finished',
      summary: { planned: 6, written: 6, unfinished: 0, stopped: null },
    });
    const { requests } = provider.simulator.stats();
    expect(countKinds(lines)).toMatchObject({
      'run-started': 1,
      'call-sent': requests,
      'call-settled': 6,
      'run-finished': 1,
    });
  });

  test('a second run is appended, and has one line for each conversation that the ledger holds', async () => {
    await using rig = await openRig();
    await using provider = await openProvider();
    await rig.run(COMMAND, provider.env);
    const first = await rig.read('run.log');
    await rig.run(COMMAND, provider.env);
    const all = await rig.read('run.log');
    expect(all.startsWith(first)).toBe(true);
    const lines = parseLines(all.slice(first.length));
    const kinds = countKinds(lines);
    expect(kinds['call-settled']).toBe(6);
    expect(kinds['call-sent']).toBeUndefined();
    expect(lines.length).toBeLessThanOrEqual(6 + 3);
    expect(lines[0]).toMatchObject({ event: 'run-started', run: 2, seq: 1 });
  });

  test('holds no prompt, no reply and no key', async () => {
    await using rig = await openRig();
    const recipe = join(rig.folder, 'recipe');
    await mkdir(join(recipe, 'patterns'), { recursive: true });
    await mkdir(join(recipe, 'topics'));
    await writeFile(join(recipe, 'recipe.yaml'), 'name: mine\nexchanges: [2]\n');
    await writeFile(
      join(recipe, 'patterns', 'a.yaml'),
      `name: Marked\ndefinition: ${MARKER} in the prompt\n`,
    );
    await writeFile(join(recipe, 'topics', 'a.yaml'), `topics:\n  - ${MARKER} of a topic\n  - b\n  - c\n`);
    for (const fault of [[], ['refusal=#1+'], ['invalid-json=#1+'], ['bad-key=#1+'], ['429=0.4']]) {
      await using provider = await openProvider({ fault });
      await rig.run([...COMMAND, '--fresh'], {
        ...provider.env,
        OPENAI_BASE_URL: provider.env.OPENAI_BASE_URL?.replace('http://', `http://user:${KEY}@`) ?? '',
      });
      await rig.run([...COMMAND, '--fresh'], provider.env);
    }
    const text = await rig.read('run.log');
    expect(text).toContain('"run-finished"');
    for (const secret of [MARKER, KEY, 'learning_notes', '"role"'])
      expect(text, secret).not.toContain(secret);
  });

  test('that cannot be written is told before anything is paid for', async () => {
    await using rig = await openRig();
    await using provider = await openProvider();
    await mkdir(join(rig.folder, 'run.log'));
    const ended = await rig.run(COMMAND, provider.env);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toMatch(/The log cannot be written \(EISDIR\)[\s\S]*run\.log[\s\S]*--log/);
    expect(provider.simulator.stats().requests).toBe(0);
  });

  test('that cannot be written any more is told once, and the run goes on', async () => {
    await using rig = await openRig();
    await using provider = await openProvider();
    const ended = await rig.run([...COMMAND.slice(0, -1), '/dev/full'], provider.env);
    expect(ended.code).toBe(0);
    expect(ended.stderr.match(/The log \/dev\/full cannot be written any more \(ENOSPC\)/g)).toHaveLength(1);
  });

  test('of a run that was killed has whole lines but perhaps the last, and the next run begins a line', async () => {
    await using rig = await openRig();
    await using provider = await openProvider({ latencyMs: 30 });
    const running = rig.start([...COMMAND, '--concurrency', '1'], provider.env);
    await until(() => provider.simulator.stats().answered >= 3);
    running.process.kill('SIGKILL');
    await running.ended;
    const left = (await readFile(join(rig.folder, 'run.log'), 'utf8')).split('\n');
    for (const line of left.slice(0, -1)) expect(() => JSON.parse(line)).not.toThrow();
    // As a kill in the middle of a write leaves it.
    await writeFile(join(rig.folder, 'run.log'), `${left.slice(0, -1).join('\n')}\n{"time":"20`);
    expect(await rig.run(COMMAND, provider.env)).toMatchObject({ code: 0 });
    const lines = (await rig.read('run.log')).split('\n').slice(0, -1);
    expect(lines.filter((line) => !line.endsWith('}'))).toEqual(['{"time":"20']);
  });

  test('- shows the lines on stderr in place of progress', async () => {
    await using rig = await openRig();
    await using provider = await openProvider();
    const ended = await rig.run([...COMMAND.slice(0, -1), '-'], provider.env);
    expect(ended.code).toBe(0);
    const lines = parseLines(ended.stderr);
    expect(lines[0]).toMatchObject({ event: 'run-started' });
    expect(lines.at(-1)).toMatchObject({ event: 'run-finished' });
    expect(ended.stdout).toContain('planned 6 = written 6');
  });
});
