import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder of its own that is removed at the end of the test. */
export interface SmallProject extends AsyncDisposable {
  readonly folder: string;
  readonly write: (file: string, text: string | Uint8Array) => Promise<void>;
  readonly read: (file: string) => Promise<string>;
}

/** Opens an empty project. */
export const openEmptyProject = async (): Promise<SmallProject> => {
  const folder = await mkdtemp(join(tmpdir(), 'idiolect-project-'));
  return {
    folder,
    write: async (file, text) => {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), text);
    },
    read: (file) => readFile(join(folder, file), 'utf8'),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
};

/** Opens a project with a recipe of its own: three patterns, four topics, two exchanges. */
export const openSmallProject = async (): Promise<SmallProject> => {
  const project = await openEmptyProject();
  await project.write('recipe/recipe.yaml', 'name: kitchen\nexchanges: [2]\n');
  for (const name of ['Taste First', 'Name The Heat', 'Waste Nothing']) {
    await project.write(`recipe/patterns/${name}.yaml`, `name: ${name}\ndefinition: what it means\n`);
  }
  await project.write('recipe/topics/all.yaml', 'topics:\n  - stock\n  - risotto\n  - bread\n  - omelette\n');
  return project;
};
