import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { GenerateEvent } from './events.ts';
import { generate } from './generate.ts';
import { openSmallProject, type SmallProject } from './testing/small-project.ts';

const NAME = 'synthetic_conversations_2_seed42.jsonl';

let project: SmallProject;
beforeEach(async () => {
  project = await openSmallProject();
});
afterEach(() => project[Symbol.asyncDispose]());

const settings = () => ({ folder: project.folder, count: 2, latencyMs: 0, outputDir: 'out' });

describe('several providers at once', () => {
  test('come back in the order in which they were asked for, each with a folder of its own', async () => {
    const provider = ['gemini', 'anthropic', 'openai'] as const;
    const summaries = await generate({ ...settings(), provider });
    expect(summaries.map((summary) => summary.provider)).toEqual(provider);
    expect((await readdir(join(project.folder, 'out'))).toSorted()).toEqual(provider.toSorted());
    expect(await readdir(join(project.folder, 'out', 'gemini'))).toEqual([NAME]);
  });

  test('of which one cannot write are all told of before the fault is thrown', async () => {
    await mkdir(join(project.folder, 'out', 'gemini', NAME), { recursive: true });
    const told: GenerateEvent[] = [];
    const onEvent = (event: GenerateEvent) => void told.push(event);
    await expect(
      generate({ ...settings(), provider: ['openai', 'gemini'] }, { onEvent }),
    ).rejects.toMatchObject({
      code: 'OUTPUT_NOT_WRITABLE',
    });
    const written = told.flatMap((event) =>
      event.kind === 'run-finished' ? [[event.summary.provider, event.summary.written]] : [],
    );
    expect(written.toSorted()).toEqual([
      ['gemini', 0],
      ['openai', 2],
    ]);
  });

  test('of which one meets a bug and one a full disk end with the bug', async () => {
    await mkdir(join(project.folder, 'out', 'openai', NAME), { recursive: true });
    const bug = new TypeError('a listener that breaks');
    const onEvent = (event: GenerateEvent): void => {
      if (event.kind === 'run-started' && event.provider === 'gemini') throw bug;
    };
    await expect(generate({ ...settings(), provider: ['openai', 'gemini'] }, { onEvent })).rejects.toBe(bug);
  });
});

test('a budget below one call of one provider is told before any of them is asked', async () => {
  const told: GenerateEvent[] = [];
  const onEvent = (event: GenerateEvent) => void told.push(event);
  const options = { ...settings(), provider: ['openai', 'gemini'] as const, maxCostUsd: 0.0001 };
  await expect(generate({ ...options, fresh: true }, { onEvent })).rejects.toMatchObject({ code: 'USAGE' });
  expect(told).toEqual([]);
});

test('a run without a key says which is missing, and is a rehearsal', async () => {
  const told: GenerateEvent[] = [];
  const onEvent = (event: GenerateEvent) => void told.push(event);
  const [summary] = await generate({ folder: project.folder, count: 2, provider: 'gemini' }, { onEvent });
  expect(told[0]).toMatchObject({ isSimulated: true, missingKey: 'GOOGLE_API_KEY or GEMINI_API_KEY' });
  expect(summary?.file).toBe(join(project.folder, 'data', 'simulated', 'gemini', NAME));
});

test('a run that is stopped before it begins asks for nothing and keeps the old file', async () => {
  await project.write(`out/${NAME}`, 'old\n');
  const [summary] = await generate(
    { ...settings(), provider: 'openai' },
    { signal: AbortSignal.abort(), leaveNow: AbortSignal.abort() },
  );
  expect(summary).toMatchObject({
    written: 0,
    unfinished: 2,
    spentUsd: 0,
    stopReason: { kind: 'interrupted' },
  });
  expect(await project.read(`out/${NAME}`)).toBe('old\n');
});

test('nothing is made in the folder when the settings are wrong', async () => {
  const before = await readdir(project.folder);
  for (const wrong of [{ count: 0 }, { recipe: 'nowhere' }, { profile: 'strom' }, { fault: ['x'] }]) {
    await expect(generate({ ...settings(), provider: 'openai', ...wrong })).rejects.toMatchObject({
      name: 'IdiolectError',
    });
  }
  expect(await readdir(project.folder)).toEqual(before);
});
