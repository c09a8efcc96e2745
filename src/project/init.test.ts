import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { initProject } from './init.ts';
import { BUILT_IN_RECIPE } from './paths.ts';
import { openEmptyProject } from './testing/small-project.ts';

describe('a folder to start from', () => {
  test('holds the built-in recipe, an example of .env and a README, and git keeps keys and ledger out', async () => {
    await using project = await openEmptyProject();
    const folder = join(project.folder, 'deep', 'my folder');
    expect(await initProject({ folder })).toEqual(['recipe/', '.env.example', 'README.md', '.gitignore']);
    expect((await readdir(folder)).toSorted()).toEqual(['.env.example', '.gitignore', 'README.md', 'recipe']);
    const listFiles = async (root: string) => (await readdir(root, { recursive: true })).toSorted();
    expect(await listFiles(join(folder, 'recipe'))).toEqual(await listFiles(BUILT_IN_RECIPE));
    const ignored = (await project.read('deep/my folder/.gitignore')).split('\n');
    expect(ignored).toContain('.env');
    expect(ignored.some((line) => line.startsWith('.idiolect'))).toBe(true);
  });

  test('keeps the files that are there', async () => {
    await using project = await openEmptyProject();
    await project.write('README.md', 'mine');
    expect(await initProject({ folder: project.folder })).toEqual(['recipe/', '.env.example', '.gitignore']);
    expect(await project.read('README.md')).toBe('mine');
  });

  test('is not made twice', async () => {
    await using project = await openEmptyProject();
    await initProject({ folder: project.folder });
    await project.write('recipe/profile.md', 'mine');
    await expect(initProject({ folder: project.folder })).rejects.toMatchObject({ code: 'FOLDER_NOT_EMPTY' });
    expect(await project.read('recipe/profile.md')).toBe('mine');
  });

  test('is not made where there is a file', async () => {
    await using project = await openEmptyProject();
    await project.write('taken', 'x');
    await expect(initProject({ folder: join(project.folder, 'taken') })).rejects.toMatchObject({
      code: 'OUTPUT_NOT_WRITABLE',
      place: { file: join(project.folder, 'taken') },
    });
    await mkdir(join(project.folder, 'free'));
    await expect(initProject({ folder: join(project.folder, 'free') })).resolves.toHaveLength(4);
  });
});
