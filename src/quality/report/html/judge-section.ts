import type { Chart } from '../charts/chart.ts';
import { makeJudgeChart } from '../charts/part-charts.ts';
import { toOverlapText } from '../facts.ts';
import { formatInterval, formatShare, formatShareInterval } from '../figures.ts';
import type { QualityReport } from '../quality-report.ts';
import { makeTable } from './figure.ts';
import { type Content, type Html, html } from './markup.ts';

/** How far the judges are to be trusted, measured on the gold set. */
export const makeJudgeSection = (
  report: QualityReport,
  plot: (chart: Chart | undefined) => Html | undefined,
): Html => {
  const { judges, judgements, overlap, detections } = report;
  if (judges.length === 0) {
    const what =
      judgements.length === 0
        ? 'No judge has looked, so nothing is verified.'
        : 'The judges that have looked were not measured on the gold set, so they decide nothing.';
    return html`<section id="judging"><h2>Judges</h2><p>${what}</p>${detections.map(makeDetectionTable)}</section>`;
  }
  return html`<section id="judging">
<h2>Judges</h2>
${makeJudgeTable(judges)}
${judges.map(({ judge, shortfalls }) => shortfalls.map((each) => html`<p class="change">→ ${judge.model}: ${each}</p>`))}
${overlap.map((each) => html`<p>${toOverlapText(each)}</p>`)}
<div class="plots">${plot(makeJudgeChart(report))}</div>
${judges.map(makePatternTable)}
${detections.map(makeDetectionTable)}
</section>`;
};

/** A row for each declared pattern: in how many of its conversations each pattern was found by a blind look. */
const makeDetectionTable = ({
  judge,
  conversations,
  patterns,
  shown,
  found,
  incidental,
}: QualityReport['detections'][number]): Html => html`<h3>Blind look by ${judge}</h3>
<p>${conversations} conversations, seen without their list of patterns. A row is a pattern that is declared, a column one that was found.</p>
${makeTable(
  ['declared', 'in', ...patterns],
  [
    ...patterns.map((pattern, row) => [
      pattern,
      `${shown[row] ?? 0}`,
      ...patterns.map((_, column) => `${found[row]?.[column] ?? 0}`),
    ]),
    ['found where not declared', '', ...patterns.map((_, column) => `${incidental[column] ?? 0}`)],
  ],
  `Patterns that ${judge} found without being told of any`,
)}`;

type Judge = QualityReport['judges'][number];

const MEASURES: ReadonlyArray<readonly [name: string, tell: (judge: Judge) => Content]> = [
  [
    'admitted',
    ({ isAdmitted }) =>
      html`<span class="badge ${isAdmitted ? 'go' : 'no-go'}">${isAdmitted ? 'admitted' : 'not admitted'}</span>`,
  ],
  ['sensitivity (95 %)', (each) => formatShareInterval(each.sensitivity)],
  ['true cases seen', ({ truePositives, positives }) => `${truePositives} of ${positives}`],
  ['specificity (95 %)', (each) => formatShareInterval(each.specificity)],
  ['false cases seen', ({ trueNegatives, negatives }) => `${trueNegatives} of ${negatives}`],
  ['cannot tell', ({ cannotTell }) => `${cannotTell}`],
  ['agreement', (each) => formatShareInterval(each.agreement)],
  ["Gwet's AC1", (each) => formatInterval(each.ac1)],
  ["Cohen's kappa", (each) => formatInterval(each.kappa)],
  ["Krippendorff's alpha", (each) => formatInterval(each.alpha)],
  ['quotes found in the text', (each) => formatShare(each.quoteVerification)],
  [
    'turned once the evidence was taken out',
    ({ evidenceAblation: { flipped, tried } }) => `${flipped} of ${tried}`,
  ],
  [
    'turned once the marks were taken out',
    ({ markerAblation: { flipped, tried } }) => `${flipped} of ${tried}`,
  ],
];

const makeJudgeTable = (judges: readonly Judge[]): Html =>
  makeTable(
    [
      'measure',
      ...judges.map(({ judge }) => `${judge.provider} ${judge.model}, prompt ${judge.promptVersion}`),
    ],
    MEASURES.map(([name, tell]) => [name, ...judges.map(tell)]),
    'Judges on the gold set',
  );

const makePatternTable = ({ judge, byPattern }: Judge): Html =>
  html`<details class="figures"><summary>${judge.model}, pattern by pattern</summary>${makeTable(
    ['pattern', 'true cases seen', 'false cases seen'],
    byPattern.map((each) => [
      each.pattern,
      `${each.truePositives} of ${each.positives}`,
      `${each.trueNegatives} of ${each.negatives}`,
    ]),
    `${judge.model}, pattern by pattern`,
  )}</details>`;
