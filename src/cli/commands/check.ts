import { type CheckOptions, type CheckResult, check, renderReport } from '../../index.ts';
import { EXIT } from '../exit-code.ts';
import { type Io, writeLine } from '../io.ts';
import { makeCheckProgress } from '../render/check-progress.ts';
import { STOP_PROBLEMS } from '../stop-problems.ts';

/** The flags of `check`, under the names of the library's options. */
export type CheckFlags = Omit<CheckOptions, 'files'> & { readonly quiet?: boolean; readonly json?: boolean };

export const runCheck = async (
  files: readonly string[],
  { quiet, json, ...options }: CheckFlags,
  io: Io,
): Promise<number> => {
  const progress = makeCheckProgress(io, quiet === true);
  const result = await check(
    { ...options, files },
    { onEvent: progress.onEvent, signal: io.signal, leaveNow: io.leaveNow },
  );
  progress.stop();
  if (json) writeLine(io.stdout, JSON.stringify(toPlain(result), undefined, 2));
  else await showReport(result, io);
  return toExitCode(result, io);
};

const showReport = async ({ report, files }: CheckResult, io: Io): Promise<void> => {
  const paint: Io['paint'] = (style, text) => io.paint(style, text, 'stdout');
  io.stdout.write(await renderReport(report, { width: io.columns, paint }));
  writeLine(io.stdout);
  writeLine(io.stdout, `Report: ${files.html}`);
  writeLine(io.stdout, `Data:   ${files.json}`);
};

/** The verdict alone: the rest stands in the files. */
const toPlain = ({ report, files, missing }: CheckResult) => ({
  verdict: report.verdict,
  registered: report.registered,
  providers: report.providers.map(({ provider, isSimulated, waterfall, costUsd, costPerUsableUsd }) => ({
    ...{ provider, isSimulated, waterfall, costUsd, costPerUsableUsd },
  })),
  files,
  missing,
});

const toExitCode = ({ report, missing, stopReason }: CheckResult, io: Io): number => {
  if (stopReason?.kind === 'fault') throw stopReason.error;
  if (stopReason?.kind === 'interrupted') {
    writeLine(
      io.stderr,
      `Stopped; ${missing} judgements are missing. The same command goes on and asks for nothing twice.`,
    );
    return EXIT.interrupted;
  }
  if (stopReason?.kind === 'problem') {
    const { kind, message } = stopReason.problem;
    const problem = STOP_PROBLEMS[kind];
    writeLine(io.stderr, `${io.paint('red', '✗', 'stderr')} The judge stopped: ${message}`);
    if (problem) writeLine(io.stderr, `  → ${problem.advice.replace('%', 'the judge')}`);
    return problem?.then === 'mend' ? EXIT.mend : EXIT.incomplete;
  }
  if (missing > 0) {
    writeLine(
      io.stderr,
      `${missing} judgements are missing: the budget is used up. Raise it and run the same command again.`,
    );
    return EXIT.incomplete;
  }
  return { go: EXIT.done, 'no-go': EXIT.noGo, inconclusive: EXIT.inconclusive }[
    report.verdict.withConfidence
  ];
};
