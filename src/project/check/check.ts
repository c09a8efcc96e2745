import { join, relative, resolve } from 'node:path';
import {
  IdiolectError,
  makeFolder,
  systemClock,
  toSystemCode,
  writeFileAtomically,
} from '../../base/index.ts';
import type { StopReason } from '../../engine/index.ts';
import { type JudgeId, THRESHOLDS } from '../../gate/index.ts';
import { listQualityJsonParts, type QualityReport, type Subject, toReportHtml } from '../../quality/index.ts';
import { loadRecipe } from '../../recipe/index.ts';
import { toAskedJudges } from '../asked-judges.ts';
import { BUILT_IN_RECIPE, findRecipeFolder, PACKAGE_FOLDER } from '../paths.ts';
import { DEFAULTS, toUnit } from '../settings.ts';
import { isSystemFault } from '../write-dataset.ts';
import type { CheckControl } from './check-events.ts';
import type { CheckOptions } from './check-options.ts';
import { type Detected, detectSet } from './detect-set.ts';
import { findSets } from './find-sets.ts';
import { listGoldHashes } from './gold-sets.ts';
import { inspect, listUsable } from './inspect.ts';
import { type Judged, judgeSet } from './judge-set.ts';
import { makeReport } from './make-report.ts';
import { readProgram } from './read-program.ts';
import { readPrompts } from './read-prompts.ts';
import { Subjects } from './read-subjects.ts';
import { readRegistered } from './registered.ts';
import { readValidations } from './validations.ts';
import { type JudgeOrder, withJudges } from './with-judges.ts';

/** What `check` came to. */
export interface CheckResult {
  readonly report: QualityReport;
  /** The page and the JSON, relative to the folder. */
  readonly files: { readonly html: string; readonly json: string };
  /** Judgements that are still wanted, because the work stopped. */
  readonly missing: number;
  readonly stopReason: StopReason | undefined;
}

/**
 * Checks conversations and decides go, no-go or inconclusive. Without judges no call is made, and whether patterns are
 * demonstrated stays open.
 *
 * @throws {IdiolectError} for whatever the user can mend; see `docs/errors.md`.
 */
export const check = async (options: CheckOptions = {}, control: CheckControl = {}): Promise<CheckResult> => {
  const folder = options.folder ?? process.cwd();
  const tell = control.onEvent ?? (() => undefined);
  const unit = toUnit(options.unit);
  const asked = toAskedJudges(options.judge ?? [], options.baseUrl);
  const recipe = await loadRecipe(findRecipeFolder(folder, options.recipe), BUILT_IN_RECIPE);
  const found = await findSets(folder, options.files ?? []);
  const { decontaminate } = options;
  const prompts =
    decontaminate === undefined ? [] : readPrompts(resolve(folder, decontaminate), decontaminate);
  const subjects = new Subjects(found.files);
  const inspection = await inspect(subjects, recipe, prompts, tell);
  const validations = readValidations(folder, await listGoldHashes(recipe, found.isSimulated));
  const usable = listUsable(inspection);
  const judged =
    asked.length === 0
      ? undefined
      : await judge(
          [...subjects.sound()].filter(({ id }) => usable.has(id)),
          { folder, recipe, options, control, asked, isSetSimulated: found.isSimulated },
        );
  const settings = {
    thresholds: THRESHOLDS,
    unit,
    seed: options.seed ?? DEFAULTS.seed,
    judges: judged?.judges ?? [],
  };
  const report = makeReport({
    ...{ recipe, found, subjects, inspection, judged, validations, settings },
    detections: judged?.detections ?? [],
    registered: await readRegistered(folder, found),
    program: readProgram(PACKAGE_FOLDER),
    nowMs: systemClock.nowMs(),
  });
  const outputFolder =
    options.outputDir === undefined ? found.reportFolder : resolve(folder, options.outputDir);
  const files = await writeReport(outputFolder, report);
  return {
    report,
    files: { html: relative(folder, files.html), json: relative(folder, files.json) },
    missing: judged?.missing ?? 0,
    stopReason: judged?.stopReason,
  };
};

const judge = async (
  subjects: readonly Subject[],
  order: JudgeOrder,
): Promise<Judged & Pick<Detected, 'detections'> & { readonly judges: readonly JudgeId[] }> =>
  withJudges(order, async (targets, parts) => {
    const { options, recipe } = order;
    const whole = { subjects, recipe, targets, seed: options.seed ?? DEFAULTS.seed };
    const judged = await judgeSet({ ...whole, isPanel: options.panel === true }, parts);
    const blind =
      options.detect && judged.stopReason === undefined ? await detectSet(whole, parts) : undefined;
    return {
      ...judged,
      missing: judged.missing + (blind?.missing ?? 0),
      stopReason: judged.stopReason ?? blind?.stopReason,
      detections: blind?.detections ?? [],
      judges: targets.map((target) => target.judge.id),
    };
  });

const writeReport = async (folder: string, report: QualityReport) => {
  const files = { html: join(folder, 'report.html'), json: join(folder, 'quality.json') };
  const page = await toReportHtml(report);
  try {
    await makeFolder(folder);
    await writeFileAtomically(files.json, listQualityJsonParts(report));
    await writeFileAtomically(files.html, [page]);
  } catch (cause) {
    if (!isSystemFault(cause)) throw cause;
    throw new IdiolectError('OUTPUT_NOT_WRITABLE', `The report cannot be written (${toSystemCode(cause)}).`, {
      hint: 'Make the folder writable, free disk space, or choose another folder with --output-dir. What judges said is in the ledger: the same command asks for nothing twice.',
      place: { file: folder },
      cause,
    });
  }
  return files;
};
