import { EXIT } from './exit-code.ts';
import { type Io, makeProcessIo } from './io.ts';
import { createProgram } from './program.ts';
import { showError } from './show-error.ts';

/** Runs one command and tells the exit code. Never throws, never exits. */
export const main = async (argv: readonly string[], io: Io): Promise<number> => {
  let code: number = EXIT.done;
  const program = createProgram(io, (ended) => {
    code = ended;
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    return showError(error, io);
  }
};

/** Runs the command that the process was started with. */
export const runAsProcess = async (): Promise<void> => {
  const stop = new AbortController();
  const leave = new AbortController();
  const onSignal = (): void => (stop.signal.aborted ? leave.abort() : stop.abort());
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal).on('SIGHUP', onSignal);
  for (const stream of [process.stdout, process.stderr]) {
    // A reader that has gone (`| head`, a closed terminal) is no reason to lose work: what is left is written to
    // nobody.
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
    });
  }
  process.exitCode = await main(process.argv.slice(2), makeProcessIo(stop.signal, leave.signal));
  if (stop.signal.aborted) process.exit();
};
