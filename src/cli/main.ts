import { EXIT } from './exit-code.ts';
import { type Io, makeProcessIo, writeLine } from './io.ts';
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
  const lost = watchOutput();
  const code = await main(process.argv.slice(2), makeProcessIo(stop.signal, leave.signal));
  // A write that failed tells so in the next turn.
  await new Promise((turn) => setImmediate(turn));
  process.exitCode = code === EXIT.done && lost.has('result') ? EXIT.incomplete : code;
  if (stop.signal.aborted) process.exit();
};

/**
 * Keeps output that cannot be written from ending the work. A reader that has gone (`| head`, a closed terminal)
 * wanted no more; a result that could not be written for another reason (a full disk) is noted.
 */
const watchOutput = (): ReadonlySet<'result'> => {
  const lost = new Set<'result'>();
  process.stderr.on('error', () => undefined);
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || error.code === 'EIO' || lost.has('result')) return;
    lost.add('result');
    writeLine(
      process.stderr,
      `✗ The result could not be written to stdout (${error.code}). What was made is kept.`,
    );
  });
  return lost;
};
