import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeFileAtomically } from './atomic-write.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'idiolect-write-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

test('the pieces are joined in order, and folders on the way are made', async () => {
  const path = join(folder, 'a', 'b', 'out.jsonl');
  await writeFileAtomically(path, ['{"n":1}\n', '', 'ünï 🙂\n']);
  expect(await readFile(path, 'utf8')).toBe('{"n":1}\nünï 🙂\n');
});

test('no pieces give an empty file', async () => {
  const path = join(folder, 'empty');
  await writeFileAtomically(path, []);
  expect((await stat(path)).size).toBe(0);
});

test('pieces may arrive over time', async () => {
  const path = join(folder, 'slow');
  await writeFileAtomically(
    path,
    (async function* () {
      yield 'one ';
      await Promise.resolve();
      yield 'two';
    })(),
  );
  expect(await readFile(path, 'utf8')).toBe('one two');
});

test('whatever the pieces are, the file holds their joined text', async () => {
  const path = join(folder, 'any');
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: fc.constantFrom('a', '\n', '\r', 'é', '🙂', '\0', '\u2028') }), {
        maxLength: 8,
      }),
      async (pieces) => {
        await writeFileAtomically(path, pieces);
        expect(await readFile(path, 'utf8')).toBe(pieces.join(''));
      },
    ),
    { numRuns: 20 },
  );
});

test('a character that is split over two pieces at the edge of a flush stays whole', async () => {
  const path = join(folder, 'emoji');
  const [high = '', low = ''] = '🙂'.split('');
  const filler = 'x'.repeat(2 ** 20 - 1);
  await writeFileAtomically(path, [filler + high, `${low}!`]);
  expect((await readFile(path, 'utf8')).slice(filler.length)).toBe('🙂!');
});

test.each([
  ['before the first piece', 0],
  ['after some were flushed', 3],
])('a fault in the pieces %s leaves the old file and nothing else', async (_when, good) => {
  const path = join(folder, 'data.jsonl');
  await writeFile(path, 'old');
  const pieces = function* () {
    for (let piece = 0; piece < good; piece++) yield 'y'.repeat(2 ** 20);
    throw new Error('the source broke');
  };
  await expect(writeFileAtomically(path, pieces())).rejects.toThrow('the source broke');
  expect(await readFile(path, 'utf8')).toBe('old');
  expect(await readdir(folder)).toEqual(['data.jsonl']);
});

test('readers see the old file until the new one is whole', async () => {
  const path = join(folder, 'data.jsonl');
  await writeFile(path, 'old');
  const seen: string[] = [];
  await writeFileAtomically(
    path,
    (async function* () {
      for (let piece = 0; piece < 3; piece++) {
        yield 'z'.repeat(2 ** 20);
        seen.push(await readFile(path, 'utf8'));
      }
    })(),
  );
  expect(seen).toEqual(['old', 'old', 'old']);
  expect((await stat(path)).size).toBe(3 * 2 ** 20);
});

test('what has been given is on disk after about a megabyte, not kept in memory', async () => {
  const path = join(folder, 'large');
  let mostWaiting = 0;
  await writeFileAtomically(
    path,
    (async function* () {
      for (let given = 0; given < 6 * 2 ** 20; given += 2 ** 18) {
        const [hidden] = await readdir(folder);
        const written = hidden === undefined ? 0 : (await stat(join(folder, hidden))).size;
        mostWaiting = Math.max(mostWaiting, given - written);
        yield 'm'.repeat(2 ** 18);
      }
    })(),
  );
  expect(mostWaiting).toBeLessThanOrEqual(2 ** 20);
});

test('a folder in the place of the file is told, and nothing is left behind', async () => {
  const path = join(folder, 'taken');
  await mkdir(join(path, 'inside'), { recursive: true });
  await expect(writeFileAtomically(path, ['x'])).rejects.toThrow();
  expect(await readdir(folder)).toEqual(['taken']);
});

test('a file in the place of a folder is told', async () => {
  await writeFile(join(folder, 'file'), 'x');
  await expect(writeFileAtomically(join(folder, 'file', 'out'), ['x'])).rejects.toMatchObject({
    code: expect.stringMatching(/ENOTDIR|EEXIST/),
  });
});

test('of writers at the same time one wins with its whole text', async () => {
  const path = join(folder, 'race');
  const texts = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(100_000));
  await Promise.all(texts.map((text) => writeFileAtomically(path, [text.slice(0, 5), text.slice(5)])));
  expect(texts).toContain(await readFile(path, 'utf8'));
  expect(await readdir(folder)).toEqual(['race']);
});

test('what a writer that was killed has left is cleared away by the next, and nothing else is', async () => {
  const path = join(folder, 'cleared.jsonl');
  // No process has a number as large as this.
  const left = '.cleared.jsonl.999999999.0a1b2c3d.tmp';
  const kept = [
    `.cleared.jsonl.${process.pid}.0a1b2c3d.tmp`,
    '.cleared.jsonl.notes',
    '.other.jsonl.999999999.0a1b2c3d.tmp',
  ];
  for (const name of [left, ...kept]) await writeFile(join(folder, name), 'x');
  await writeFileAtomically(path, ['a']);
  const names = await readdir(folder);
  expect(names).not.toContain(left);
  expect(names).toEqual(expect.arrayContaining([...kept, 'cleared.jsonl']));
});
