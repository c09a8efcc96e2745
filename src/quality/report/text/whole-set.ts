import { toOverlapText } from '../facts.ts';
import { countOf, formatCount, formatFigure, formatShare, formatShareInterval } from '../figures.ts';
import type { QualityReport } from '../quality-report.ts';
import { toVisibleLine } from '../visible-text.ts';
import { countBySeverity, listFindings, toPlaceText } from '../worst-findings.ts';
import { layOutColumns, wrapText } from './columns.ts';
import { indent, SEVERITY_STYLES, type TextOptions, toHead } from './page.ts';

/** As many findings as fit a screen; the page and the JSON have all. */
const MOST_FINDINGS = 15;
const MOST_CLUSTERS = 10;

/** The gravest findings, each with file, line and turn. */
export const toFindingLines = ({ conversations }: QualityReport, { width, paint }: TextOptions): string[] => {
  const all = listFindings(conversations);
  if (all.length === 0) return [paint('bold', 'Findings'), '  None.'];
  const counts = countBySeverity(all.map(({ finding }) => finding));
  const shown = all.slice(0, MOST_FINDINGS);
  const checkWidth = Math.max(...shown.map(({ finding }) => finding.check.length));
  const lines = shown.flatMap(({ conversation, finding }) => [
    `${paint(SEVERITY_STYLES[finding.severity], finding.severity)}  ${toVisibleLine(finding.check).padEnd(checkWidth)}  ${wrapText(finding.message, width - checkWidth - 10).join(`\n${' '.repeat(checkWidth + 10)}`)}`,
    // Not cut: terminals make a link of the whole path.
    `      ${paint('cyan', toVisibleLine(toPlaceText(conversation, finding)))}`,
  ]);
  const rest = all.length - shown.length;
  return [
    `${paint('bold', 'Findings')}  ${formatCount(counts.fail)} fail, ${formatCount(counts.warn)} warn, ${formatCount(counts.info)} info`,
    paint('dim', '  The place is file:line:turn.'),
    ...indent(lines),
    ...(rest > 0 ? [paint('dim', `  … and ${formatCount(rest)} more in the page and in quality.json`)] : []),
  ];
};

/** Groups of conversations that are alike. */
export const toDuplicateLines = (
  { clusters, pairs }: QualityReport,
  { width, paint }: TextOptions,
): string[] => {
  if (clusters.length === 0) return [paint('bold', 'Duplicates'), '  None.'];
  const highest = (ids: readonly string[]): number =>
    pairs.reduce(
      (most, { one, other, similarity }) =>
        ids.includes(one) && ids.includes(other) ? Math.max(most, similarity) : most,
      0,
    );
  const rows = clusters
    .slice(0, MOST_CLUSTERS)
    .map(({ keeper, others, likeness, isWithinProvider }) => [
      likeness,
      formatFigure(highest([keeper, ...others])),
      `${isWithinProvider ? 'keeps ' : ''}${keeper}`,
      `${isWithinProvider ? '' : 'other provider: '}${others.join(', ')}`,
    ]);
  const rest = clusters.length - rows.length;
  return [
    `${paint('bold', 'Duplicates')}  ${countOf(clusters.length, 'group')}, ${countOf(pairs.length, 'pair')}`,
    ...indent(layOutColumns([toHead('alike', 'most', 'one', 'others'), ...rows], width - 2, paint)),
    ...(rest > 0 ? [paint('dim', `  … and ${countOf(rest, 'more group')}`)] : []),
  ];
};

/** How each judge did on the gold set, and how two of them agree. */
export const toJudgeLines = (
  { judges, judgements, overlap, detections }: QualityReport,
  { width, paint }: TextOptions,
): string[] => {
  if (judges.length === 0) {
    const what =
      judgements.length === 0
        ? 'No judge has looked: `verified` is not known.'
        : 'The judges that have looked were not measured: run `idiolect judge validate`.';
    return [
      paint('bold', 'Judges'),
      ...indent(wrapText(what, width - 2)),
      ...indent(toDetectionLines(detections, { width: width - 2, paint })),
    ];
  }
  const rows = judges.map(({ judge, isAdmitted, ...each }) => [
    `${judge.provider} ${judge.model}, prompt ${judge.promptVersion}`,
    isAdmitted
      ? { text: 'admitted', style: 'green' as const }
      : { text: 'not admitted', style: 'red' as const },
    formatShareInterval(each.sensitivity),
    formatShareInterval(each.specificity),
    formatShare(each.quoteVerification),
  ]);
  return [
    paint('bold', 'Judges'),
    ...indent(
      layOutColumns(
        [toHead('judge', '', 'sensitivity', 'specificity', 'quotes found'), ...rows],
        width - 2,
        paint,
      ),
    ),
    ...judges.flatMap(({ judge, shortfalls }) =>
      shortfalls.flatMap((shortfall) => indent(wrapText(`→ ${judge.model}: ${shortfall}`, width - 2, '  '))),
    ),
    ...overlap.flatMap((each) => indent(wrapText(toOverlapText(each), width - 2, '  '))),
    ...indent(toDetectionLines(detections, { width: width - 2, paint })),
  ];
};

/** What was found by judges that were told of no pattern: where it is declared, and where it is not. */
const toDetectionLines = (detections: QualityReport['detections'], { width, paint }: TextOptions): string[] =>
  detections.flatMap(({ judge, conversations, patterns, shown, found, incidental }) => [
    '',
    `${paint('bold', 'Blind look')}  ${toVisibleLine(judge)}, ${countOf(conversations, 'conversation')}`,
    ...layOutColumns(
      [
        toHead('found where declared', 'of', 'elsewhere', 'pattern'),
        ...patterns.map((pattern, at) => [
          found[at]?.[at] ?? 0,
          shown[at] ?? 0,
          incidental[at] ?? 0,
          pattern,
        ]),
      ],
      width,
      paint,
    ),
  ]);
