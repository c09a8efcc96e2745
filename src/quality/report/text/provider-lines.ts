import type { Criterion } from '../../verdict/verdict.ts';
import { toPartPaidText } from '../facts.ts';
import {
  countOf,
  formatCount,
  formatFigure,
  formatShareInterval,
  NO_FIGURE,
  toDecisionWord,
} from '../figures.ts';
import type { ProviderQuality, QualityReport } from '../quality-report.ts';
import { toVisibleLine } from '../visible-text.ts';
import { type Cell, layOutColumns, wrapText } from './columns.ts';
import {
  BAND_STYLES,
  indent,
  paintDecision,
  SEVERITY_STYLES,
  type TextOptions,
  toDecisionCell,
  toHead,
} from './page.ts';

/** All that is told of one provider's part. */
export const toProviderLines = (
  provider: ProviderQuality,
  report: QualityReport,
  { width, paint }: TextOptions,
): string[] => {
  const page = { width: width - 2, paint };
  const parts = [
    toCriteriaLines(provider, report, page),
    toWaterfallLines(provider, page),
    toPatternLines(provider, page),
    toDiversityLines(provider, page),
    toSetFindingLines(provider, page),
    wrapText(toPartPaidText(provider), page.width),
  ];
  return [
    `${paint('bold', toVisibleLine(provider.provider))}  ${toVisibleLine(provider.models.join(', '))}${provider.isSimulated ? `  ${paint('yellow', 'simulated')}` : ''}`,
    ...indent(
      parts.filter((lines) => lines.length > 0).flatMap((lines, at) => (at === 0 ? lines : ['', ...lines])),
    ),
  ];
};

const toCriteriaLines = (
  { provider }: ProviderQuality,
  { verdict }: QualityReport,
  page: TextOptions,
): string[] => {
  const own = verdict.providers.find((each) => each.provider === provider);
  if (own === undefined) return ['No verdict was reached on this part.'];
  const decidedBy = own.criteria.find(({ id }) => id === own.decidedBy)?.title ?? own.decidedBy;
  const rows: Cell[][] = [
    toHead('criterion', 'as stated', 'with confidence', 'measured'),
    ...own.criteria.map((each): Cell[] => [
      each.title,
      toDecisionCell(each.asStated),
      toDecisionCell(each.withConfidence),
      each.measured,
    ]),
  ];
  return [
    ...wrapText(
      `${toDecisionWord(own.asStated)} as stated, ${toDecisionWord(own.withConfidence)} with confidence; decided by: ${decidedBy}.`,
      page.width,
    ).map((line) => line.replace(/^[A-Z-]+(?= as stated)/, () => paintDecision(own.asStated, page))),
    ...layOutColumns(rows, page.width, page.paint),
    ...own.criteria
      .filter(({ toChange }) => toChange !== undefined)
      .flatMap((each) => toChangeLines(each, page)),
  ];
};

const toChangeLines = ({ title, toChange = '' }: Criterion, { width }: TextOptions): string[] =>
  wrapText(`→ ${title}: ${toChange}`, width, '  ');

const toWaterfallLines = ({ waterfall }: ProviderQuality, { width, paint }: TextOptions): string[] => {
  const { planned, failed, written, rejected, usable } = waterfall;
  const rows: Cell[][] = [
    ['planned', planned],
    ...failed.map(({ reason, count }): Cell[] => [
      `  − failed: ${reason}`,
      { text: `−${count}`, style: 'dim' },
    ]),
    ['written', written],
    ...rejected.map(({ reason, count }): Cell[] => [
      `  − rejected: ${reason}`,
      { text: `−${count}`, style: 'dim' },
    ]),
    [
      { text: 'usable', style: 'bold' },
      { text: usable, style: 'bold' },
    ],
  ];
  const signed = rows.map(([name = '', count = '']): Cell[] => [toLead(name), count]);
  return layOutColumns(signed, width, paint);
};

/** Cells lose white space at their ends; a dot keeps the level. */
const toLead = (name: Cell): Cell => (typeof name === 'string' ? name.replace(/^ {2}−/, '·') : name);

const toPatternLines = ({ patterns }: ProviderQuality, { width, paint }: TextOptions): string[] => {
  if (patterns.length === 0) return [];
  const rows = patterns.map((each): Cell[] => [
    each.pattern,
    each.declared,
    each.judged,
    each.verified ?? NO_FIGURE,
    each.share === undefined ? NO_FIGURE : formatShareInterval(each.share),
  ]);
  return layOutColumns(
    [toHead('pattern', 'declared', 'judged', 'verified', 'shown, of those judged (95 %)'), ...rows],
    width,
    paint,
  );
};

const toDiversityLines = ({ diversity }: ProviderQuality, { width, paint }: TextOptions): string[] => {
  if (diversity === undefined) return [];
  const rows = diversity.metrics.map((each): Cell[] => [
    each.title + (each.detail === undefined ? '' : `: “${each.detail}”`),
    formatFigure(each.value),
    { text: each.band, style: BAND_STYLES[each.band] },
    {
      text: `${each.isHigherBetter ? '≥' : '≤'} ${formatFigure(each.thresholds.good)} / ${each.isHigherBetter ? '<' : '>'} ${formatFigure(each.thresholds.fail)}`,
      style: 'dim',
    },
  ]);
  const head = `diversity (${countOf(diversity.documents, 'conversation')}, ${formatCount(diversity.words)} words of each)`;
  return layOutColumns([toHead(head, 'value', 'band', 'good / fail'), ...rows], width, paint);
};

const toSetFindingLines = ({ setFindings }: ProviderQuality, { width, paint }: TextOptions): string[] =>
  setFindings.flatMap(({ severity, check, message, examples }) =>
    wrapText(
      `${severity} ${check}: ${message}${examples.length === 0 ? '' : ` For instance ${examples.slice(0, 3).join(', ')}.`}`,
      width,
      '  ',
    ).map((line, at) =>
      at === 0 ? line.replace(severity, () => paint(SEVERITY_STYLES[severity], severity)) : line,
    ),
  );
