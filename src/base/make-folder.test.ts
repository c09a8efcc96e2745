import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeFolder } from './make-folder.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'idiolect-folder-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

test.each(['a', 'a/b/c', 'a/../d'])('makes %s with all that is above it', async (path) => {
  await makeFolder(join(root, path));
  expect((await stat(join(root, path))).isDirectory()).toBe(true);
});

test('a folder that is there is left as it is, also when several make it at once', async () => {
  const path = join(root, 'a', 'b');
  await Promise.all([makeFolder(path), makeFolder(path), makeFolder(join(path, 'c'))]);
  await writeFile(join(path, 'x'), 'x');
  await makeFolder(path);
  expect((await stat(join(path, 'x'))).size).toBe(1);
});

test.each(['file', 'file/below'])('a file in the way of %s is told', async (path) => {
  await writeFile(join(root, 'file'), 'x');
  await expect(makeFolder(join(root, path))).rejects.toMatchObject({
    code: expect.stringMatching(/^(EEXIST|ENOTDIR)$/),
  });
});

test('where nobody can make a folder, that is told at once', async () => {
  await expect(makeFolder('/proc/idiolect/below')).rejects.toMatchObject({ syscall: 'mkdir' });
});
