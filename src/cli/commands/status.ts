import { readStatus } from '../../index.ts';
import { EXIT } from '../exit-code.ts';
import { type Io, writeLine } from '../io.ts';
import { showStatus } from '../render/status.ts';

export const runStatus = async ({ json }: { readonly json?: boolean }, io: Io): Promise<number> => {
  const status = await readStatus();
  if (json) writeLine(io.stdout, JSON.stringify(status, undefined, 2));
  else showStatus(status, io);
  return EXIT.done;
};
