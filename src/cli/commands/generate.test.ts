import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BUILT_IN_RECIPE } from '../../index.ts';
import { openSmallProject, type SmallProject } from '../../project/testing/small-project.ts';
import { showError } from '../show-error.ts';
import { captureIo } from '../testing/capture-io.ts';
import { type GenerateFlags, runGenerate } from './generate.ts';

const NAME = 'synthetic_conversations_2_seed42.jsonl';

let project: SmallProject;
let folder: string;
beforeEach(async () => {
  project = await openSmallProject();
  folder = project.folder;
});
afterEach(() => project[Symbol.asyncDispose]());

const run = async (flags: GenerateFlags) => {
  const io = captureIo();
  const options = { folder, count: 2, simulate: true, latencyMs: 0, outputDir: 'out', ...flags };
  const code = await runGenerate(options, io).catch((error: unknown) => showError(error, io));
  return { code, out: io.out(), err: io.err() };
};
/** A folder where the file should stand is found only when the file is to be put there. */
const block = (provider: string) => mkdir(join(folder, 'out', provider, NAME), { recursive: true });

describe('when the file of one of two providers cannot be written', () => {
  test('the outcome of both is told, and the fault in full', async () => {
    await block('gemini');
    const { code, out, err } = await run({ provider: ['openai', 'gemini'] });
    expect(out).toMatch(/✓ openai gpt-4o simulated[\s\S]*planned 2 = written 2 \+ failed 0\n/);
    expect(out).toMatch(/! gemini .*simulated[\s\S]*planned 2 = written 0 \+ failed 0 \+ unfinished 2\n/);
    expect(out).toMatch(/✗ The dataset file cannot be written \(EISDIR\)\. {2}OUTPUT_NOT_WRITABLE\n/);
    expect(out).toMatch(/Next: mend what is told above, then: idiolect generate --provider openai,gemini /);
    expect(err).toContain(`  ${join(folder, 'out', 'gemini', NAME)}\n  → Make the folder writable`);
    expect(code).toBe(2);
    expect((await readFile(join(folder, 'out', 'openai', NAME), 'utf8')).trimEnd().split('\n')).toHaveLength(
      2,
    );
  });

  test('the same stands in the JSON', async () => {
    await block('openai');
    const { code, out } = await run({ provider: ['openai', 'gemini'], json: true });
    const parts = JSON.parse(out) as Array<{ provider: string }>;
    expect(parts.toSorted((a, b) => a.provider.localeCompare(b.provider))).toMatchObject([
      { provider: 'gemini', written: 2, stopped: null },
      {
        provider: 'openai',
        planned: 2,
        written: 0,
        unfinished: 2,
        stopped: { reason: 'fault', message: expect.stringContaining('EISDIR') },
      },
    ]);
    expect(code).toBe(2);
  });

  test('its conversations are paid for, and the same command writes them without a call', async () => {
    await block('gemini');
    await run({ provider: ['openai', 'gemini'] });
    await rm(join(folder, 'out', 'gemini', NAME), { recursive: true });
    const { code, out } = await run({ provider: ['openai', 'gemini'], json: true });
    expect(JSON.parse(out)).toMatchObject([
      { written: 2, fromLedger: 2, spentUsd: 0 },
      { written: 2, fromLedger: 2, spentUsd: 0 },
    ]);
    expect(code).toBe(0);
    expect(await readdir(join(folder, 'out', 'gemini'))).toEqual([NAME]);
  });

  test('and both are blocked, each says so', async () => {
    await Promise.all([block('openai'), block('gemini')]);
    const { code, out, err } = await run({ provider: ['openai', 'gemini'] });
    expect(out.match(/OUTPUT_NOT_WRITABLE/g)).toHaveLength(2);
    expect(err.match(/→/g)).toHaveLength(1);
    expect(code).toBe(2);
  });
});

test('a fault before anything has begun leaves stdout empty', async () => {
  for (const json of [true, false]) {
    const { code, out, err } = await run({ provider: 'openai', recipe: 'nowhere', json });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('RECIPE_MISSING');
  }
});

test('a provider without credit leaves the other one alone', async () => {
  const { code, out } = await run({ provider: ['openai', 'anthropic'], fault: ['no-credit=#1'], json: true });
  const parts = JSON.parse(out) as Array<{ written: number; stopped: { reason: string } | null }>;
  expect(parts.map(({ stopped }) => stopped?.reason).toSorted()).toEqual(['no-credit', undefined]);
  expect(parts.find(({ stopped }) => stopped === null)).toMatchObject({ written: 2 });
  expect(code).toBe(3);
});

test.each<[GenerateFlags, string]>([
  [{}, '--provider openai'],
  [{ provider: ['gemini', 'openai'], fresh: true, quiet: true }, '--provider gemini,openai'],
  [
    { outputDir: "it's mine", fault: ['refusal=#1', '429=0'], maxCostUsd: 5 },
    "--provider openai --output-dir 'it'\\''s mine' --fault refusal=#1 --fault 429=0 --max-cost-usd 5",
  ],
])(
  'the command that goes on bears the flags that were given, but not those for one time (%#)',
  async (flags, text) => {
    const io = captureIo();
    io.interrupt();
    await runGenerate({ simulate: true, folder, ...flags }, io);
    const command = io
      .out()
      .split('Next: ')[1]
      ?.replace(' --simulate', '')
      .replace(` --folder ${folder}`, '');
    expect(command).toBe(`idiolect generate ${text}   (goes on where this stopped)\n`);
  },
);

test('a run until enough are accepted ends with 0 when they are, however many that took', async () => {
  const { code, out } = await run({
    recipe: BUILT_IN_RECIPE,
    count: 3,
    untilAccepted: true,
    fault: ['disclaimer=0.4'],
  });
  const [, planned] = /planned (\d+) = accepted 3 \+ rejected \d+ \(ai-disclaimer/.exec(out) ?? [];
  expect(Number(planned)).toBeGreaterThan(3);
  expect(out).toContain(' --until-accepted');
  expect(code).toBe(0);
});
