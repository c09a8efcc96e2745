import { initProject } from '../../index.ts';
import { EXIT } from '../exit-code.ts';
import { type Io, writeLine } from '../io.ts';
import { quoteArgument } from '../render/format.ts';

export const runInit = async (dir: string | undefined, io: Io): Promise<number> => {
  const made = await initProject(dir === undefined ? {} : { folder: dir });
  for (const name of made) writeLine(io.stdout, `${io.paint('green', '✓')} ${name}`);
  writeLine(io.stdout);
  writeLine(io.stdout, 'Next:');
  if (dir !== undefined) writeLine(io.stdout, `  cd ${quoteArgument(dir)}`);
  writeLine(io.stdout, '  idiolect plan');
  return EXIT.done;
};
