import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The program's name and version, for what has to tell by which one it was made. */
export const readProgram = (packageFolder: string): string => {
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  return `idiolect ${version}`;
};
