export { type Checker, listChecks, openChecker } from './checks/open-checker.ts';
export { type CodeParser, type CodeReading, openCodeParser } from './code/parse-code.ts';
export type { DiversityReport } from './diversity/diversity-report.ts';
export { measureDiversity } from './diversity/measure-diversity.ts';
export { decontaminate } from './duplicates/decontaminate.ts';
export type { DuplicateReport } from './duplicates/duplicate-report.ts';
export { findDuplicates } from './duplicates/find-duplicates.ts';
export { listReferences } from './duplicates/list-references.ts';
export { type Finding, isUsable, type SetFinding } from './finding.ts';
export { type Confusion, confuse } from './judge/confuse.ts';
export { makeDetectCall } from './judge/detect-call.ts';
export { estimateJudging } from './judge/estimate-judging.ts';
export type { JudgeAnswer } from './judge/judge-answer.ts';
export { makeJudgeCall } from './judge/judge-call.ts';
export type { Judgement, JudgeValidation } from './judge/judgement.ts';
export { measureOverlap } from './judge/measure-overlap.ts';
export { type Judge, type JudgingTask, planJudging } from './judge/plan-judging.ts';
export { planTieBreaks, type SettledJudgement, settlePanel } from './judge/settle-panel.ts';
export { toCannotTell, toJudgement } from './judge/to-judgement.ts';
export { measureJudge } from './judge/validation/measure-judge.ts';
export { planAblations } from './judge/validation/plan-ablations.ts';
export { planValidation } from './judge/validation/plan-validation.ts';
export { toReportHtml } from './report/html/report-html.ts';
export { listQualityJsonParts } from './report/json/quality-json.ts';
export type {
  PatternCount,
  ProviderQuality,
  QualityReport,
  ReportedConversation,
  Waterfall,
} from './report/quality-report.ts';
export { toReportText } from './report/text/report-text.ts';
export { wilson } from './statistics/wilson.ts';
export type { Subject } from './subject.ts';
export { decide } from './verdict/decide.ts';
export type { ProviderPart } from './verdict/verdict-input.ts';
