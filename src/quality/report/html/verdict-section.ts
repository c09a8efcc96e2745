import { toPaidText, toRegisteredText } from '../facts.ts';
import { countOf, formatCount, formatMoment } from '../figures.ts';
import type { QualityReport } from '../quality-report.ts';
import { makeDecisionBadge } from './badge.ts';
import { makeTable } from './figure.ts';
import { type Html, html } from './markup.ts';

/** The verdict, what decided it, and what would change it. */
export const makeVerdictSection = (report: QualityReport): Html => {
  const { verdict, recipe, conversations, registered } = report;
  const usable = conversations.filter(({ isUsable }) => isUsable).length;
  return html`<header class="verdict ${verdict.withConfidence}">
<h1>${makeDecisionBadge(verdict.asStated)} as stated, ${makeDecisionBadge(verdict.withConfidence)} with confidence</h1>
<p class="reason">${verdict.reason}</p>
${verdict.toChange === undefined ? undefined : html`<p class="change">→ ${verdict.toChange}</p>`}
${makeTable(
  ['provider', 'as stated', 'with confidence', 'decided by'],
  verdict.providers.map(({ provider, asStated, withConfidence, decidedBy, criteria }, at) => [
    html`<a href="#p${at + 1}">${provider}</a>`,
    makeDecisionBadge(asStated),
    makeDecisionBadge(withConfidence),
    criteria.find(({ id }) => id === decidedBy)?.title ?? decidedBy,
  ]),
  'Verdict by provider',
)}
<p class="facts">Recipe ${recipe.name}, version ${recipe.version}, <code>${recipe.hash.slice(0, 8)}</code>.
${countOf(conversations.length, 'conversation')}, ${formatCount(usable)} usable. ${toPaidText(report)}
${report.program}, ${formatMoment(report.madeAt)}.</p>
<p class="facts${registered.changed.length > 0 ? ' changed' : ''}">${toRegisteredText(registered)}</p>
${makeSettings(registered.settings)}
</header>`;
};

const makeSettings = (settings: QualityReport['registered']['settings']): Html | undefined => {
  const names = Object.keys(settings).toSorted();
  return names.length === 0
    ? undefined
    : html`<details class="figures"><summary>What was fixed</summary>${makeTable(
        ['setting', 'value'],
        names.map((name) => [name, settings[name] ?? '']),
        'What was fixed before generation',
      )}</details>`;
};
