import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openRig, type Rig } from './rig.ts';
import { openProvider } from './simulator.ts';

interface Told {
  readonly verdict: {
    readonly asStated: string;
    readonly withConfidence: string;
    readonly reason: string;
    readonly providers: ReadonlyArray<{
      readonly provider: string;
      readonly criteria: ReadonlyArray<{ readonly id: string; readonly withConfidence: string }>;
    }>;
  };
  readonly providers: ReadonlyArray<{
    readonly provider: string;
    readonly waterfall: {
      readonly planned: number;
      readonly written: number;
      readonly usable: number;
      readonly rejected: ReadonlyArray<{ readonly reason: string; readonly count: number }>;
    };
  }>;
  readonly files: { readonly html: string; readonly json: string };
}

const tell = async (rig: Rig, args: readonly string[] = [], env = {}): Promise<Told & { code: unknown }> => {
  const ended = await rig.run(['check', '--json', '--quiet', ...args], env);
  return { ...(JSON.parse(ended.stdout) as Told), code: ended.code };
};

describe('check', () => {
  test('says what to do in a folder that has made nothing', async () => {
    await using rig = await openRig();
    const ended = await rig.run(['check']);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('There is nothing to check');
    expect(ended.stderr).toContain('idiolect generate');
  });

  test('of a set that is too small is a no-go, and leaves a page and a file for machines', async () => {
    await using rig = await openRig();
    await rig.run(['generate', '--simulate', '--provider', 'openai', '--count', '20']);
    const ended = await rig.run(['check']);
    expect(ended.code).toBe(1);
    expect(ended.stdout).toMatch(/^Verdict {2}NO-GO/);
    expect(await rig.read('data/simulated/quality/report.html')).toMatch(/^<!doctype html>/i);
    expect(JSON.parse(await rig.read('data/simulated/quality/quality.json'))).toMatchObject({ version: 1 });
  });

  test('of a hundred usable conversations without a judge leaves open whether patterns are shown', async () => {
    await using rig = await openRig();
    await rig.run(['generate', '--simulate', '--provider', 'openai']);
    const { code, verdict, providers } = await tell(rig);
    expect(code).toBe(4);
    expect(verdict.withConfidence).toBe('inconclusive');
    const [part] = verdict.providers;
    expect(Object.fromEntries(part?.criteria.map((one) => [one.id, one.withConfidence]) ?? [])).toMatchObject(
      { 'usable-count': 'go', structure: 'go', duplicates: 'go', 'pattern-correctness': 'inconclusive' },
    );
    expect(providers[0]?.waterfall).toMatchObject({ planned: 100, written: 100, usable: 100 });
  });

  test('takes files of any kind, names every line that is no conversation, and rejects what stands twice', async () => {
    await using rig = await openRig();
    await rig.run(['generate', '--simulate', '--provider', 'openai', '--count', '5']);
    const made = await rig.read('data/simulated/openai/synthetic_conversations_5_seed42.jsonl');
    const [first = ''] = made.split('\n');
    const odd = [
      `\uFEFF${made.trimEnd()}`,
      first,
      '{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]}',
      '{"half": ',
      '[]',
      '',
      '"\\u0000"',
      `{"x": ${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
      '{"topic": 1, "patterns_applied": [], "conversation": []}',
    ].join('\r\n');
    await writeFile(join(rig.folder, 'odd.jsonl'), odd);
    const { code, providers } = await tell(rig, ['odd.jsonl']);
    expect(code).toBe(1);
    expect(providers[0]?.waterfall).toMatchObject({ written: 12, usable: 5 });
    const report = await rig.read('quality/quality.json');
    for (const line of [8, 9, 11, 12, 13]) {
      expect(report).toMatch(new RegExp(`"id":\\s*"odd/${line}"`));
    }
    expect(report).toContain('The line is not JSON');
  });

  test.each(['', '\n\n', '\0', 'not json'])('of a file that holds %j is told, and no bug', async (text) => {
    await using rig = await openRig();
    await writeFile(join(rig.folder, 'data.jsonl'), text);
    const ended = await rig.run(['check', 'data.jsonl']);
    expect([1, 4]).toContain(ended.code);
    expect(ended.stderr).not.toContain('bug');
  });
});

describe('check refuses', () => {
  test.each([
    [['--output-dir', '/dev/null/x'], 'The report cannot be written (ENOTDIR).'],
    [['--unit', 'all'], '--unit is "all".'],
    [['--judge', 'nobody'], '--judge is "nobody".'],
    [['--decontaminate', 'none.txt'], 'There is no file none.txt.'],
    [['none.jsonl'], 'There is no file none.jsonl.'],
    [['.'], '. is no file.'],
  ])('%j, and says why', async (args, why) => {
    await using rig = await openRig();
    await rig.run(['generate', '--simulate', '--provider', 'openai', '--count', '2']);
    const ended = await rig.run(['check', ...args]);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(why);
  });
});

describe('check with judges', () => {
  test('asks each question once: the same command again makes no call and comes to the same verdict', async () => {
    await using rig = await openRig();
    await using provider = await openProvider();
    const env = { ...provider.env, OPENAI_BASE_URL: provider.simulator.baseUrls.openai };
    await rig.run(['generate', '--provider', 'openai', '--count', '6'], env);
    const first = await tell(rig, ['--judge', 'openai'], env);
    const asked = provider.simulator.stats().answered;
    expect(asked).toBeGreaterThan(6);
    const second = await tell(rig, ['--judge', 'openai'], env);
    expect(provider.simulator.stats().answered).toBe(asked);
    expect(second.verdict).toEqual(first.verdict);
  });

  test('looks blindly, too, and finds what is declared', async () => {
    await using rig = await openRig();
    await rig.run(['generate', '--simulate', '--provider', 'openai', '--count', '8']);
    const ended = await rig.run(['check', '--judge', 'gemini', '--detect']);
    expect(ended.stdout).toContain('Blind look');
    const { detections } = JSON.parse(await rig.read('data/simulated/quality/quality.json')) as {
      readonly detections: ReadonlyArray<{ shown: number[]; found: number[][]; conversations: number }>;
    };
    expect(detections).toHaveLength(1);
    expect(detections[0]?.conversations).toBe(8);
    detections[0]?.shown.forEach((shown, at) => {
      expect(detections[0]?.found[at]?.[at]).toBe(shown);
    });
  });

  test('has no simulated judge for real text', async () => {
    await using rig = await openRig();
    await using provider = await openProvider();
    await rig.run(['generate', '--provider', 'openai', '--count', '2'], provider.env);
    const ended = await rig.run(['check', '--judge', 'gemini']);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('the simulator cannot judge real text');
  });

  test('never spends more than it may, and goes on where it stopped', async () => {
    await using rig = await openRig();
    await rig.run(['generate', '--simulate', '--provider', 'openai', '--count', '20']);
    const stopped = await rig.run(['check', '--judge', 'openai', '--max-cost-usd', '0.2']);
    expect(stopped.code).toBe(3);
    expect(stopped.stderr).toMatch(/\d+ judgements are missing/);
    const whole = await rig.run(['check', '--judge', 'openai']);
    expect(whole.code).toBe(1);
  });
});
