import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { IdiolectError } from '../base/index.ts';
import { type Ledger, openLedger } from '../engine/index.ts';
import { prepareRun } from './prepare-run.ts';
import { runProvider } from './run-provider.ts';
import { makeFakeTarget, makeShared } from './testing/fake-provider.ts';
import { openSmallProject, type SmallProject } from './testing/small-project.ts';

const FULL = new IdiolectError('LEDGER_NOT_WRITABLE', 'The ledger cannot be written (disk full).', {
  hint: 'x',
});

let project: SmallProject;
let file: string;
beforeEach(async () => {
  project = await openSmallProject();
  file = join(project.folder, 'x.jsonl');
});
afterEach(() => project[Symbol.asyncDispose]());

const run = async (changes: (ledger: Ledger) => Partial<Ledger> = () => ({})) => {
  const ledger = openLedger(':memory:');
  const shared = await makeShared(project.folder, 5, { ...ledger, ...changes(ledger) });
  const target = makeFakeTarget();
  const summary = await runProvider(prepareRun(target, file, shared), shared);
  return { summary, target, events: shared.events, runs: ledger.listRuns() };
};
const countLines = async () => (await project.read('x.jsonl')).trimEnd().split('\n').length;

test('a run makes its calls, writes its file, tells of it and is remembered', async () => {
  const { summary, target, events, runs } = await run();
  expect(summary).toMatchObject({ planned: 5, written: 5, fromLedger: 0, unfinished: 0, unpriced: 5 });
  expect(summary.stopReason).toBeUndefined();
  expect(target.sends).toHaveLength(5);
  expect(await countLines()).toBe(5);
  expect(events.at(0)).toMatchObject({ kind: 'run-started', planned: 5, file, estimateUsd: undefined });
  expect(events.at(-1)).toEqual({ kind: 'run-finished', run: 1, summary });
  expect(runs).toMatchObject([
    { settings: { command: 'generate', file: 'x.jsonl', recipe: 'recipe', count: 5 } },
  ]);
  expect(JSON.parse(runs[0]?.ending ?? '')).toMatchObject({ planned: 5, written: 5, unpriced: 5 });
});

describe('a fault in mid-run ends it with a summary that adds up:', () => {
  test('a ledger that takes no more answers', async () => {
    let answers = 0;
    const { summary, events, runs } = await run((ledger) => ({
      recordAnswer: (key, answer) =>
        ++answers > 2 ? Promise.reject(FULL) : ledger.recordAnswer(key, answer),
    }));
    expect(summary).toMatchObject({
      planned: 5,
      written: 2,
      failed: [],
      unfinished: 3,
      stopReason: { kind: 'fault', error: FULL },
    });
    expect(await countLines()).toBe(2);
    expect(events.at(-1)).toEqual({ kind: 'run-finished', run: 1, summary });
    expect(JSON.parse(runs[0]?.ending ?? '')).toMatchObject({ written: 2, stopped: FULL.message });
  });

  test('a file that cannot be written', async () => {
    await project.write('x.jsonl/taken', 'x');
    const { summary, runs } = await run();
    expect(summary).toMatchObject({
      planned: 5,
      written: 0,
      unfinished: 5,
      stopReason: { kind: 'fault', error: { code: 'OUTPUT_NOT_WRITABLE' } },
    });
    expect(JSON.parse(runs[0]?.ending ?? '')).toMatchObject({
      stopped: 'The dataset file cannot be written (EISDIR).',
    });
  });

  test('a ledger that takes neither answers nor the ending', async () => {
    const { summary } = await run(() => ({
      recordAnswer: () => Promise.reject(FULL),
      finishRun: () => Promise.reject(new Error('another')),
    }));
    expect(summary).toMatchObject({ written: 0, unfinished: 5, stopReason: { kind: 'fault', error: FULL } });
  });

  test('a ledger that fails at the very end', async () => {
    const { summary, events } = await run(() => ({ finishRun: () => Promise.reject(FULL) }));
    expect(summary).toMatchObject({ written: 5, unfinished: 0, stopReason: { kind: 'fault', error: FULL } });
    expect(events.at(-1)).toEqual({ kind: 'run-finished', run: 1, summary });
  });

  test('of two faults the first counts', async () => {
    await project.write('x.jsonl/taken', 'x');
    let answers = 0;
    const { summary } = await run((ledger) => ({
      recordAnswer: (key, answer) =>
        ++answers > 2 ? Promise.reject(FULL) : ledger.recordAnswer(key, answer),
    }));
    expect(summary).toMatchObject({ written: 0, unfinished: 5, stopReason: { kind: 'fault', error: FULL } });
  });
});

test('a fault before the first call is thrown', async () => {
  await expect(run(() => ({ beginRun: () => Promise.reject(FULL) }))).rejects.toBe(FULL);
});
