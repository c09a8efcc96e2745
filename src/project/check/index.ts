import type { QualityReport } from '../../quality/index.ts';
import type { CheckResult } from './check.ts';
import type { CheckControl } from './check-events.ts';
import type { CheckOptions, ValidateJudgeOptions } from './check-options.ts';
import type { ValidatedJudge } from './validate-judge.ts';

export type { QualityReport } from '../../quality/index.ts';
export type { CheckResult } from './check.ts';
export type { CheckControl, CheckEvent } from './check-events.ts';
export type { CheckOptions, ValidateJudgeOptions } from './check-options.ts';
export type { ValidatedJudge } from './validate-judge.ts';

// The quality gate is loaded when it is asked for: other commands start in half the time without it.

/** See `check.ts`. */
export const check = async (options: CheckOptions = {}, control: CheckControl = {}): Promise<CheckResult> =>
  (await import('./check.ts')).check(options, control);

/** See `validate-judge.ts`. */
export const validateJudge = async (
  options: ValidateJudgeOptions,
  control: CheckControl = {},
): Promise<ValidatedJudge[]> => (await import('./validate-judge.ts')).validateJudge(options, control);

/** How a report is laid out as text. */
export interface ReportTextOptions {
  /** Columns. */
  readonly width: number;
  readonly paint: (style: 'bold' | 'dim' | 'green' | 'red' | 'yellow' | 'cyan', text: string) => string;
}

/** A report as text for a terminal, verdict first. */
export const renderReport = async (report: QualityReport, options: ReportTextOptions): Promise<string> =>
  (await import('../../quality/index.ts')).toReportText(report, options);
