import type { Chart } from '../charts/chart.ts';
import { makeWaterfallChart } from '../charts/part-charts.ts';
import { makeCountChart, makePairChart, makeShareChart } from '../charts/pattern-charts.ts';
import { toPartPaidText } from '../facts.ts';
import { formatCount, formatFigure } from '../figures.ts';
import type { ProviderQuality, QualityReport } from '../quality-report.ts';
import { makeDecisionBadge, makeSeverityBadge } from './badge.ts';
import { makeTable } from './figure.ts';
import { type Html, html } from './markup.ts';
import type { Selection } from './selection.ts';

/** All that is told of one provider's part. `number` counts the parts from 1. */
export const makeProviderSection = (
  provider: ProviderQuality,
  report: QualityReport,
  {
    number,
    selection,
    plot,
  }: {
    readonly number: number;
    readonly selection: Selection;
    readonly plot: (chart: Chart | undefined) => Html | undefined;
  },
): Html => {
  const own = report.conversations.filter((each) => each.provider === provider.provider);
  return html`<section id="p${number}" class="part">
<h2>${provider.provider} <small>${provider.models.join(', ')}</small>${
    provider.isSimulated ? html` <span class="badge warn">simulated</span>` : undefined
  }</h2>
${makeCriteria(provider, report, selection)}
<p>${toPartPaidText(provider)}</p>
<div class="plots">
${plot(makeCountChart(provider))}
${plot(makeShareChart(provider))}
${plot(makeWaterfallChart(provider))}
${plot(makePairChart(report.patterns, own))}
</div>
${makeSetFindings(provider, selection)}
${makeDiversity(provider, selection)}
</section>`;
};

/** As many examples as a cell of a table holds. */
const MOST_EXAMPLES = 5;

const listLinks = (ids: readonly string[], { toLink }: Selection): Html =>
  html`${ids.slice(0, MOST_EXAMPLES).map((id, at) => html`${at === 0 ? '' : ', '}${toLink(id)}`)}${
    ids.length > MOST_EXAMPLES ? ` and ${formatCount(ids.length - MOST_EXAMPLES)} more` : ''
  }`;

const makeCriteria = (
  { provider }: ProviderQuality,
  { verdict }: QualityReport,
  selection: Selection,
): Html => {
  const own = verdict.providers.find((each) => each.provider === provider);
  if (own === undefined) return html`<p>No verdict was reached on this part.</p>`;
  return makeTable(
    ['criterion', 'as stated', 'with confidence', 'measured', 'asked', 'what would change it', 'seen in'],
    own.criteria.map((each) => [
      each.id === own.decidedBy ? html`<strong>${each.title}</strong> (decided)` : each.title,
      makeDecisionBadge(each.asStated),
      makeDecisionBadge(each.withConfidence),
      each.measured,
      each.asked,
      each.toChange ?? '',
      listLinks(each.examples, selection),
    ]),
    `Criteria, ${provider}`,
  );
};

const makeSetFindings = ({ setFindings }: ProviderQuality, selection: Selection): Html | undefined =>
  setFindings.length === 0
    ? undefined
    : html`<h3>About the set as a whole</h3><ul class="plain">${setFindings.map(
        ({ severity, check, message, examples }) =>
          html`<li>${makeSeverityBadge(severity)} <code>${check}</code> ${message} ${
            examples.length === 0 ? undefined : html`Seen in ${listLinks(examples, selection)}.`
          }</li>`,
      )}</ul>`;

const makeDiversity = ({ provider, diversity }: ProviderQuality, selection: Selection): Html | undefined =>
  diversity === undefined
    ? undefined
    : html`<h3>Diversity</h3>
<p>Measured on ${formatCount(diversity.documents)} conversations, the first ${formatCount(diversity.words)} words of each.</p>
${makeTable(
  ['measure', 'value', 'band', 'good', 'warn', 'fail', 'repeated', 'seen in'],
  diversity.metrics.map(({ title, value, band, thresholds, isHigherBetter, detail, examples }) => [
    title,
    formatFigure(value),
    html`<span class="badge ${band}">${band}</span>`,
    `${isHigherBetter ? '≥' : '≤'} ${formatFigure(thresholds.good)}`,
    `${isHigherBetter ? '<' : '>'} ${formatFigure(thresholds.warn)}`,
    `${isHigherBetter ? '<' : '>'} ${formatFigure(thresholds.fail)}`,
    detail ?? '',
    listLinks(examples, selection),
  ]),
  `Diversity, ${provider}`,
)}`;
