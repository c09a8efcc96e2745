import { IdiolectError } from '../base/index.ts';
import { loadRecipe } from '../recipe/index.ts';
import { repeatWritten } from './repeat-written.ts';
import type { ApartOptions, ChildMessage } from './serve.ts';
import { startSimulator } from './start.ts';
import { writeConversation } from './writer/index.ts';

// The entry of a process that is nothing but a simulator. It reads its options as JSON from the command line, tells
// its parent the address, and ends when the parent does.

const tell = (message: ChildMessage): void => {
  process.send?.(message);
};

const run = async (): Promise<void> => {
  const { recipeFolder, fallbackFolder, repeat, ...rest } = JSON.parse(
    process.argv[2] ?? '{}',
  ) as ApartOptions;
  const recipe = await loadRecipe(recipeFolder, fallbackFolder);
  const { url, baseUrls } = await startSimulator({
    recipe,
    ...rest,
    ...(repeat === true && { write: repeatWritten(writeConversation) }),
  });
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    tell({ kind: 'cpu', cpuMs: (user + system) / 1000 });
  });
  process.on('disconnect', () => process.kill(process.pid));
  tell({ kind: 'ready', url, baseUrls: { ...baseUrls } });
};

try {
  await run();
} catch (error) {
  if (!(error instanceof IdiolectError)) throw error;
  tell({ kind: 'failed', code: error.code, message: error.message, hint: error.hint });
  process.exitCode = 2;
  process.disconnect?.();
}
