import { toPaidText, toRegisteredText } from '../facts.ts';
import { countOf, formatCount, formatMoment } from '../figures.ts';
import type { QualityReport } from '../quality-report.ts';
import { wrapText } from './columns.ts';
import { paintDecision, type TextOptions } from './page.ts';
import { toProviderLines } from './provider-lines.ts';
import { toDuplicateLines, toFindingLines, toJudgeLines } from './whole-set.ts';

/** Lines are no longer than this on any terminal: longer ones are hard to follow. */
const MOST_WIDTH = 100;
const LEAST_WIDTH = 40;

/**
 * The report for a terminal, verdict first; ends with a line end. The same report gives the same text.
 *
 * It says nothing by colour alone, and holds no character of a conversation that could act on the terminal.
 */
export const toReportText = (report: QualityReport, { width, paint }: TextOptions): string => {
  const columns = Math.max(LEAST_WIDTH, Math.min(width, MOST_WIDTH));
  const page = { width: columns, paint };
  const parts = [
    toVerdictLines(report, page),
    ...report.providers.map((provider) => toProviderLines(provider, report, page)),
    toFindingLines(report, page),
    toDuplicateLines(report, page),
    toJudgeLines(report, page),
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
};

const toVerdictLines = (report: QualityReport, page: TextOptions): string[] => {
  const { width, paint } = page;
  const { verdict, recipe, registered } = report;
  const facts = [
    `Recipe ${recipe.name}, version ${recipe.version}, ${recipe.hash.slice(0, 8)}.`,
    `${countOf(report.conversations.length, 'conversation')} of ${countOf(report.providers.length, 'provider')}, ${formatCount(report.conversations.filter(({ isUsable }) => isUsable).length)} usable.`,
    toPaidText(report),
    `${report.program}, ${formatMoment(report.madeAt)}.`,
  ];
  return [
    `${paint('bold', 'Verdict')}  ${paintDecision(verdict.asStated, page)} as stated, ${paintDecision(verdict.withConfidence, page)} with confidence`,
    ...wrapText(verdict.reason, width),
    ...(verdict.toChange === undefined ? [] : wrapText(`→ ${verdict.toChange}`, width, '  ')),
    '',
    ...wrapText(facts.join(' '), width).map((line) => paint('dim', line)),
    ...wrapText(toRegisteredText(registered), width).map((line) =>
      paint(registered.changed.length > 0 ? 'yellow' : 'dim', line),
    ),
  ];
};
