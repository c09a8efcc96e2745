import { type ValidatedJudge, type ValidateJudgeOptions, validateJudge } from '../../index.ts';
import { EXIT } from '../exit-code.ts';
import { type Io, writeLine } from '../io.ts';
import { makeCheckProgress } from '../render/check-progress.ts';
import { showValidation } from '../render/validation.ts';

/** The flags of `judge validate`, under the names of the library's options. */
export type ValidateFlags = ValidateJudgeOptions & { readonly quiet?: boolean; readonly json?: boolean };

export const runValidateJudge = async (
  { quiet, json, ...options }: ValidateFlags,
  io: Io,
): Promise<number> => {
  const progress = makeCheckProgress(io, quiet === true);
  const measured = await validateJudge(options, {
    onEvent: progress.onEvent,
    signal: io.signal,
    leaveNow: io.leaveNow,
  });
  progress.stop();
  if (json)
    writeLine(
      io.stdout,
      JSON.stringify(
        measured.map(({ validation }) => validation),
        undefined,
        2,
      ),
    );
  else for (const one of measured) showValidation(one, io);
  return toExitCode(measured);
};

const toExitCode = (measured: readonly ValidatedJudge[]): number => {
  const stops = measured.flatMap(({ stopReason }) => (stopReason ? [stopReason] : []));
  const fault = stops.find(({ kind }) => kind === 'fault');
  if (fault?.kind === 'fault') throw fault.error;
  if (stops.some(({ kind }) => kind === 'interrupted')) return EXIT.interrupted;
  if (stops.length > 0) return EXIT.incomplete;
  return measured.every(({ validation }) => validation.isAdmitted) ? EXIT.done : EXIT.noGo;
};
