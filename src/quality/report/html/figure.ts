import type { Chart } from '../charts/chart.ts';
import type { DrawChart } from '../charts/draw-chart.ts';
import { toThemed } from '../charts/palette.ts';
import { type Content, type Html, html, trustHtml } from './markup.ts';

/** A table that scrolls by itself where it is wider than the page; the first column names the rows. */
export const makeTable = (
  head: readonly Content[],
  rows: ReadonlyArray<readonly Content[]>,
  caption: string,
): Html => html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table>
<caption class="unseen">${caption}</caption>
<thead><tr>${head.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${rows.map(
  ([first, ...rest]) =>
    html`<tr><th scope="row">${first}</th>${rest.map((cell) =>
      typeof cell === 'number' ? html`<td class="number">${cell}</td>` : html`<td>${cell}</td>`,
    )}</tr>`,
)}</tbody></table></div>`;

/** A plot, drawn for a phone and for a desk, with its figures as a table. */
export const makeFigure = (chart: Chart | undefined, draw: DrawChart): Html | undefined =>
  chart === undefined
    ? undefined
    : html`<figure>
<figcaption><strong>${chart.title}</strong> ${chart.summary}</figcaption>
${chart.legend === undefined || chart.legend.length < 2 ? undefined : makeLegend(chart.legend)}
<div class="plot" role="img" aria-label="${`${chart.title}. ${chart.summary} The figures are in the table below.`}">
<div class="narrow">${trustHtml(draw(chart, 'narrow'))}</div><div class="wide">${trustHtml(draw(chart, 'wide'))}</div>
</div>
<details class="figures"><summary>Figures</summary>${makeTable(chart.head, chart.rows, chart.title)}</details>
</figure>`;

const makeLegend = (legend: NonNullable<Chart['legend']>): Html =>
  html`<p class="legend">${legend.map(
    ({ name, colour }) => html`<span>${trustHtml(makeKey(colour))} ${name}</span> `,
  )}</p>`;

const makeKey = (colour: string): string =>
  toThemed(
    `<svg class="key" width="12" height="12" viewBox="0 0 12 12" aria-hidden="true"><rect width="12" height="12" fill="${colour}"/></svg>`,
  );
