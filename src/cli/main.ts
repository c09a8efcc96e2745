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

/** Runs the command that the process was started with, and ends the process. */
export const runAsProcess = async (): Promise<void> => {
  const { stop, leave } = listenToSignals();
  const lost = watchOutput();
  const code = await main(process.argv.slice(2), makeProcessIo(stop, leave));
  // A write that failed tells so in the next turn.
  await new Promise((turn) => setImmediate(turn));
  await Promise.all([process.stdout, process.stderr].map((stream) => writeOut(stream, leave)));
  // Whatever still holds a socket or a timer has had its time.
  process.exit(code === EXIT.done && lost.has('result') ? EXIT.incomplete : code);
};

/** Ctrl-C at a terminal reaches every process of its group, and a launcher hands it on besides: the two are one. */
const SAME_SIGNAL_MS = 100;

/**
 * The first signal stops the work, a second Ctrl-C leaves at once, and a third ends the process whatever it does. A
 * hang-up or SIGTERM only ever stops: both may come several times for one wish.
 */
const listenToSignals = (): { readonly stop: AbortSignal; readonly leave: AbortSignal } => {
  const [stop, leave] = [new AbortController(), new AbortController()];
  let isEcho = false;
  const onInterrupt = (): void => {
    if (isEcho) return;
    if (process.env.IDIOLECT_PARENT) {
      isEcho = true;
      setTimeout(() => {
        isEcho = false;
      }, SAME_SIGNAL_MS).unref();
    }
    if (leave.signal.aborted) process.exit(EXIT.interrupted);
    if (stop.signal.aborted) leave.abort();
    else stop.abort();
  };
  process.on('SIGINT', onInterrupt);
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort());
  return { stop: stop.signal, leave: leave.signal };
};

/** Resolves when a stream has taken or refused everything, or when nobody wants to wait for that. */
const writeOut = (stream: NodeJS.WriteStream, leave: AbortSignal): Promise<void> =>
  new Promise((done) => {
    if (leave.aborted || stream.destroyed || !stream.writable) done();
    else {
      leave.addEventListener('abort', () => done(), { once: true });
      stream.write('', () => done());
    }
  });

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
