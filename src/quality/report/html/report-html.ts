import { hashText } from '../../../base/index.ts';
import type { Chart } from '../charts/chart.ts';
import { type DrawChart, openChartDrawer } from '../charts/draw-chart.ts';
import { makeComparisonChart, makeCostChart } from '../charts/part-charts.ts';
import { makeTopicChart } from '../charts/pattern-charts.ts';
import { makeSpreadCharts } from '../charts/spread-charts.ts';
import { toDecisionWord } from '../figures.ts';
import type { QualityReport } from '../quality-report.ts';
import { makeConversationSection } from './conversation-section.ts';
import { makeDuplicateSection } from './duplicate-section.ts';
import { makeFigure } from './figure.ts';
import { listChecks, makeFindingSection } from './finding-section.ts';
import { makeJudgeSection } from './judge-section.ts';
import { type Html, html, trustHtml } from './markup.ts';
import { PAGE_SCRIPT } from './page-script.ts';
import { PAGE_STYLE } from './page-style.ts';
import { makeProviderSection } from './provider-section.ts';
import { selectConversations } from './selection.ts';
import { makeVerdictSection } from './verdict-section.ts';

/**
 * The report as one HTML file that needs nothing else: no network, no fonts, no other file. The same report gives the
 * same bytes.
 *
 * Up to 500 conversations stand in it in full; of more only those with findings, and those that something points to, up
 * to 5 million characters. It is a promise because the chart library is loaded only now.
 */
export const toReportHtml = async (report: QualityReport): Promise<string> => {
  const draw = await openChartDrawer();
  return `<!doctype html>\n${makePage(report, draw).text}\n`;
};

const makePage = (report: QualityReport, draw: DrawChart): Html => {
  const selection = selectConversations(report);
  const checks = listChecks(report.conversations);
  const plot = (chart: Chart | undefined): Html | undefined => makeFigure(chart, draw);
  return html`<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${toDecisionWord(report.verdict.withConfidence)}: ${report.recipe.name}, quality report</title>
<link rel="icon" href="data:,">
<style>${trustHtml(PAGE_STYLE)}</style>
</head>
<body>
${makeVerdictSection(report)}
${makeNavigation(report)}
<main>
<section id="all"><h2>All parts</h2>
<div class="plots">
${plot(makeComparisonChart(report))}
${plot(makeCostChart(report))}
${makeSpreadCharts(report).map(plot)}
</div>
<details class="figures"><summary>Topics and patterns, as a heat map</summary>${plot(makeTopicChart(report))}</details>
</section>
${report.providers.map((provider, at) => makeProviderSection(provider, report, { number: at + 1, selection, plot }))}
${makeFindingSection(report, selection, checks)}
${makeDuplicateSection(report, selection)}
${makeJudgeSection(report, plot)}
${makeConversationSection(report, selection, checks.toKey)}
</main>
<script>${trustHtml(PAGE_SCRIPT)}</script>
</body>
</html>`;
};

const makeNavigation = ({ providers }: QualityReport): Html =>
  html`<nav aria-label="Parts of the report"><ul>
<li><a href="#all">All parts</a></li>
${providers.map(({ provider }, at) => html`<li><a href="#p${at + 1}">${provider}</a></li>`)}
<li><a href="#findings">Findings</a></li>
<li><a href="#duplicates">Duplicates</a></li>
<li><a href="#judging">Judges</a></li>
<li><a href="#conversations">Conversations</a></li>
</ul></nav>`;

/** The source expression of CSP 3 for inline text: the base64 of its SHA-256. */
const toSource = (text: string): string =>
  `'sha256-${Buffer.from(hashText(text), 'hex').toString('base64')}'`;

/** Nothing is loaded, sent or run but our own style and script. */
const POLICY = [
  "default-src 'none'",
  `style-src ${toSource(PAGE_STYLE)}`,
  `script-src ${toSource(PAGE_SCRIPT)}`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');
