import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fail, IdiolectError, ok } from '../base/index.ts';
import type { Conversation } from '../conversation/index.ts';
import type { Ledger } from '../engine/index.ts';
import { openEmptyProject, type SmallProject } from './testing/small-project.ts';
import { checkWritable, makeLineReader, writeDataset } from './write-dataset.ts';

let project: SmallProject;
let file: string;
beforeEach(async () => {
  project = await openEmptyProject();
  file = join(project.folder, 'data', 'x.jsonl');
});
afterEach(() => project[Symbol.asyncDispose]());

const make = (topic: string): Conversation => ({
  topic,
  patterns_applied: ['A'],
  conversation: [
    { role: 'user', content: 'a line\nand another\u2028' },
    { role: 'assistant', content: 'ü 👩‍👩‍👧 "quoted"' },
  ],
  learning_notes: 'n',
});
/** A ledger in which the answer of each id is the id itself. */
const ledger: Pick<Ledger, 'readAnswer'> = {
  readAnswer: (id) => ({
    id,
    raw: { status: 200, body: String(id) },
    sentMs: 0,
    latencyMs: 0,
    settlement: undefined,
  }),
};
const read: Parameters<typeof makeLineReader>[2] = (number, { body }) => ok(make(`${number} from ${body}`));
const accept = (...numbers: number[]) => new Map(numbers.map((number) => [number, number * 10]));
const write = (accepted: ReadonlyMap<number, number>, from = ledger, by = read): Promise<number> =>
  writeDataset(file, accepted.keys(), makeLineReader(accepted, from, by));
const topics = async () =>
  (await project.read('data/x.jsonl'))
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as Conversation).topic);
const listFiles = () => readdir(dirname(file));

describe('a dataset', () => {
  test('is written in plan order, whatever the order of the answers', async () => {
    expect(await write(accept(11, 2, 1))).toBe(3);
    expect(await topics()).toEqual(['1 from 10', '2 from 20', '11 from 110']);
  });

  test('has one object a line, with the keys of the format in their order', async () => {
    await write(accept(1));
    const text = await project.read('data/x.jsonl');
    expect(text.match(/\n/g)).toHaveLength(1);
    expect(JSON.parse(text)).toEqual(make('1 from 10'));
    expect(Object.keys(JSON.parse(text) as object)).toEqual([
      'topic',
      'patterns_applied',
      'conversation',
      'learning_notes',
    ]);
  });

  test('replaces the old one whole', async () => {
    await project.write('data/x.jsonl', 'old\n'.repeat(1_000));
    await write(accept(1));
    expect(await topics()).toEqual(['1 from 10']);
    expect(await listFiles()).toEqual(['x.jsonl']);
  });

  test('is never replaced by an empty one, nor made empty', async () => {
    expect(await write(accept())).toBe(0);
    expect(existsSync(file)).toBe(false);
    await project.write('data/x.jsonl', 'old\n');
    expect(await write(accept())).toBe(0);
    expect(await project.read('data/x.jsonl')).toBe('old\n');
  });

  test('of many conversations reads each answer when its line is due', async () => {
    const order: number[] = [];
    const numbers = Array.from({ length: 3_000 }, (_, index) => index + 1);
    const noting: typeof ledger = {
      readAnswer: (id) => {
        order.push(id);
        return ledger.readAnswer(id);
      },
    };
    await write(accept(...numbers.toReversed()), noting, read);
    expect(order).toEqual(numbers.map((number) => number * 10));
    expect(await topics()).toHaveLength(3_000);
  });
});

describe('after a fault the old file stands, and nothing lies beside it:', () => {
  beforeEach(() => project.write('data/x.jsonl', 'old\n'));
  afterEach(async () => {
    expect(await project.read('data/x.jsonl')).toBe('old\n');
    expect(await listFiles()).toEqual(['x.jsonl']);
  });

  test.each<[string, typeof ledger, typeof read]>([
    ['is gone', { readAnswer: () => undefined }, read],
    ['is none any more', ledger, () => fail({ kind: 'not-json', message: 'x' })],
  ])('an accepted answer that %s is a bug', async (_what, from, reading) => {
    await expect(write(accept(1, 2), from, reading)).rejects.toThrow(
      'Internal: the accepted answer of assignment 1 cannot be read back.',
    );
  });

  test('a ledger that is damaged says so itself', async () => {
    const damage = new IdiolectError('LEDGER_UNREADABLE', 'It is damaged.', { hint: 'x' });
    const from: typeof ledger = {
      readAnswer: (id) => {
        if (id === 20) throw damage;
        return ledger.readAnswer(id);
      },
    };
    await expect(write(accept(1, 2), from, read)).rejects.toBe(damage);
  });

  test('an error with a code that is no fault of the disk is not called one', async () => {
    const odd = Object.assign(new TypeError('x'), { code: 'ERR_INVALID_ARG_TYPE' });
    const reading: typeof read = () => {
      throw odd;
    };
    await expect(write(accept(1), ledger, reading)).rejects.toBe(odd);
  });
});

describe('a file that cannot be written', () => {
  test('is told of with its place, and that the replies are safe', async () => {
    await mkdir(file, { recursive: true });
    await expect(write(accept(1))).rejects.toMatchObject({
      code: 'OUTPUT_NOT_WRITABLE',
      message: 'The dataset file cannot be written (EISDIR).',
      hint: expect.stringContaining('without a call'),
      place: { file },
    });
    expect(await listFiles()).toEqual(['x.jsonl']);
  });

  test('is found out before anything is paid for', async () => {
    await project.write('data', 'a file, not a folder');
    await expect(checkWritable(file)).rejects.toMatchObject({ code: 'OUTPUT_NOT_WRITABLE', place: { file } });
    await expect(checkWritable(join(project.folder, '\0', 'x'))).rejects.toMatchObject({
      code: 'OUTPUT_NOT_WRITABLE',
    });
  });

  test('is not made by looking, but its folder is', async () => {
    await checkWritable(join(project.folder, 'a', 'b', 'x.jsonl'));
    expect(await readdir(join(project.folder, 'a', 'b'))).toEqual([]);
  });
});
