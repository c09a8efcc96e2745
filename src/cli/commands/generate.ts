import { type GenerateOptions, type GenerateSummary, generate, type ProviderName } from '../../index.ts';
import { toExitCode } from '../exit-code.ts';
import { type Io, writeLine } from '../io.ts';
import { makeProgress } from '../render/progress.ts';
import { showSummaries } from '../render/summary.ts';

/** The flags of `generate`, under the names of the library's options. */
export type GenerateFlags = GenerateOptions & { readonly quiet?: boolean; readonly json?: boolean };

export const runGenerate = async ({ quiet, json, ...options }: GenerateFlags, io: Io): Promise<number> => {
  const progress = makeProgress(io, quiet === true);
  const showInterrupt = (): void =>
    writeLine(
      io.stderr,
      'Stopping: nothing new is asked for; answers under way have 20 s to arrive. Ctrl-C again leaves at once.',
    );
  io.signal.addEventListener('abort', showInterrupt, { once: true });
  let summaries: GenerateSummary[];
  try {
    summaries = await generate(options, {
      onEvent: progress.onEvent,
      signal: io.signal,
      leaveNow: io.leaveNow,
    });
  } finally {
    progress.stop();
    io.signal.removeEventListener('abort', showInterrupt);
  }
  if (json) {
    writeLine(io.stdout, JSON.stringify(summaries.map(toPlain), undefined, 2));
    return toExitCode(summaries);
  }
  showSummaries(summaries, toCommand(options), io);
  return toExitCode(summaries);
};

/** A fault of ours that stopped a run is thrown, so only plain reasons are left. */
const toPlain = ({ stopReason, ...summary }: GenerateSummary) => ({
  ...summary,
  stopped:
    stopReason === undefined
      ? null
      : stopReason.kind === 'problem'
        ? { reason: stopReason.problem.kind, message: stopReason.problem.message }
        : { reason: stopReason.kind, message: stopReason.kind },
});

/** The command as it would be typed again, without what only belongs to a first time. */
const toCommand = (options: GenerateOptions): string => {
  const { provider, fresh: _fresh, ...rest } = options;
  const names: readonly ProviderName[] = typeof provider === 'string' ? [provider] : (provider ?? ['openai']);
  const flags = Object.entries(rest).flatMap(([name, value]) => {
    const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    if (value === true) return [flag];
    return (Array.isArray(value) ? value : [value]).map((each) => `${flag} ${quote(String(each))}`);
  });
  return ['idiolect generate', `--provider ${names.join(',')}`, ...flags].join(' ');
};

const quote = (text: string): string =>
  /^[\w./:=#+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
