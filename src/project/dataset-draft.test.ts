import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Conversation, toLine } from '../conversation/index.ts';
import { DatasetDraft } from './dataset-draft.ts';
import { openEmptyProject, type SmallProject } from './testing/small-project.ts';

let project: SmallProject;
let file: string;
beforeEach(async () => {
  project = await openEmptyProject();
  file = join(project.folder, 'data', 'x.jsonl');
});
afterEach(() => project[Symbol.asyncDispose]());

const make = (number: number, chars = 10): Conversation => ({
  topic: String(number),
  patterns_applied: [],
  conversation: [{ role: 'user', content: 'x'.repeat(chars) }],
  learning_notes: '',
});
const neverRead = (number: number): string => {
  throw new Error(`nobody should read ${number} back`);
};
const topics = async (): Promise<number[]> =>
  (await project.read('data/x.jsonl'))
    .trimEnd()
    .split('\n')
    .map((line) => Number((JSON.parse(line) as Conversation).topic));

describe('a draft of a dataset', () => {
  test('holds the accepted ones in plan order, in whatever order and however far they come', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 12 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 6 }),
        async (settled, failed) => {
          await rm(file, { force: true });
          const draft = new DatasetDraft(file, neverRead);
          for (const number of settled)
            await draft.settle(number, failed.includes(number) ? undefined : make(number));
          const due = settled.filter((number) => !failed.includes(number)).toSorted((a, b) => a - b);
          expect(await draft.finish()).toBe(due.length === 0 ? undefined : due.length);
          if (due.length > 0) expect(await topics()).toEqual(due);
          expect(existsSync(file)).toBe(due.length > 0);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('leaves the old file as it was until it is finished', async () => {
    await project.write('data/x.jsonl', 'old\n');
    const draft = new DatasetDraft(file, neverRead);
    await draft.settle(1, make(1, 3_000_000));
    expect(await project.read('data/x.jsonl')).toBe('old\n');
    expect(await draft.finish()).toBe(1);
    expect(await topics()).toEqual([1]);
    expect(await readdir(dirname(file))).toEqual(['x.jsonl']);
  });

  test('reads back what came long before its turn, and keeps no more text than that', async () => {
    const read: number[] = [];
    const draft = new DatasetDraft(file, (number) => {
      read.push(number);
      return toLine(make(number));
    });
    for (let number = 2; number <= 12; number++) await draft.settle(number, make(number, 1_000_000));
    await draft.settle(1, make(1, 1_000_000));
    expect(await draft.finish()).toBe(12);
    expect(await topics()).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
    expect(read).toEqual([9, 10, 11, 12]);
  });

  test('that cannot be written gives itself up and leaves nothing behind', async () => {
    await project.write('data', 'a file where the folder should be');
    const draft = new DatasetDraft(file, neverRead);
    await draft.settle(1, make(1));
    await draft.settle(2, make(2));
    expect(await draft.finish()).toBeUndefined();
    expect(await readdir(project.folder)).toEqual(['data']);
  });

  test('whose lines cannot be read back is given up as well', async () => {
    const draft = new DatasetDraft(file, neverRead);
    for (let number = 2; number <= 12; number++) await draft.settle(number, make(number, 1_000_000));
    expect(await draft.finish()).toBeUndefined();
    expect(await readdir(dirname(file))).toEqual([]);
  });
});
