import {
  type GenerateEvent,
  type GenerateOptions,
  type GenerateSummary,
  generate,
  makeLogLines,
  type ProviderName,
} from '../../index.ts';
import { toExitCode } from '../exit-code.ts';
import { type Io, writeLine } from '../io.ts';
import { quoteArgument } from '../render/format.ts';
import { makeProgress } from '../render/progress.ts';
import { showSummaries } from '../render/summary.ts';

/** The flags of `generate`, under the names of the library's options. */
export type GenerateFlags = GenerateOptions & {
  readonly quiet?: boolean;
  readonly json?: boolean;
  readonly log?: string;
};

export const runGenerate = async (
  { quiet, json, log, ...options }: GenerateFlags,
  io: Io,
): Promise<number> => {
  const { summaries, fault } = await follow(options, { isQuiet: quiet === true, log }, io);
  if (json && summaries.length > 0) {
    writeLine(io.stdout, JSON.stringify(summaries.map(toPlain), undefined, 2));
  } else if (summaries.length > 0)
    showSummaries(summaries, toCommand({ ...options, ...(log !== undefined && { log }) }), io);
  if (fault !== undefined) throw fault;
  return toExitCode(summaries.map(toWanted));
};

/** Generates with progress on the screen. After a fault there are the summaries of the parts that had begun. */
const follow = async (
  options: GenerateOptions,
  { isQuiet, log }: { readonly isQuiet: boolean; readonly log: string | undefined },
  io: Io,
) => {
  const isLogShown = log === '-';
  const progress = await makeProgress(io, isQuiet || isLogShown);
  const toLine = makeLogLines();
  const told: GenerateSummary[] = [];
  const onEvent = (event: GenerateEvent): void => {
    if (event.kind === 'run-finished') told.push(event.summary);
    if (isLogShown) writeLine(io.stderr, toLine(event));
    else progress.onEvent(event);
  };
  const showInterrupt = (): void =>
    progress.say(
      'Stopping: nothing new is asked for; answers under way have 20 s to arrive. Ctrl-C again leaves at once.',
    );
  io.signal.addEventListener('abort', showInterrupt, { once: true });
  try {
    const control = {
      onEvent,
      signal: io.signal,
      leaveNow: io.leaveNow,
      ...(log !== undefined && !isLogShown && { log }),
    };
    const summaries = await generate(options, control);
    return { summaries, fault: undefined };
  } catch (fault) {
    return { summaries: told, fault };
  } finally {
    progress.stop();
    io.signal.removeEventListener('abort', showInterrupt);
  }
};

/** With `--until-accepted` a part is complete when as many are written as were wanted, however many that took. */
const toWanted = (summary: GenerateSummary): GenerateSummary =>
  summary.refill === undefined ? summary : { ...summary, planned: summary.refill.wanted };

const toPlain = ({ stopReason, ...summary }: GenerateSummary) => ({
  ...summary,
  stopped: stopReason === undefined ? null : toPlainReason(stopReason),
});

const toPlainReason = (reason: NonNullable<GenerateSummary['stopReason']>) => {
  if (reason.kind === 'problem') return { reason: reason.problem.kind, message: reason.problem.message };
  if (reason.kind !== 'fault') return { reason: reason.kind, message: reason.kind };
  return { reason: reason.kind, message: toMessage(reason.error) };
};

const toMessage = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The command as it would be typed again, without what only belongs to a first time. */
const toCommand = (options: Omit<GenerateFlags, 'quiet' | 'json'>): string => {
  const { provider, fresh: _fresh, ...rest } = options;
  const names: readonly ProviderName[] = typeof provider === 'string' ? [provider] : (provider ?? ['openai']);
  const flags = Object.entries(rest).flatMap(([name, value]) => {
    const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    if (value === true) return [flag];
    return (Array.isArray(value) ? value : [value]).map((each) => `${flag} ${quoteArgument(String(each))}`);
  });
  return ['idiolect generate', `--provider ${names.join(',')}`, ...flags].join(' ');
};
