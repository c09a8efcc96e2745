import { formatCount } from '../figures.ts';
import type { QualityReport } from '../quality-report.ts';
import {
  countBySeverity,
  listFindings,
  type PlacedFinding,
  SEVERITIES,
  toPlaceText,
} from '../worst-findings.ts';
import { makeSeverityBadge } from './badge.ts';
import { makeTable } from './figure.ts';
import { type Html, html } from './markup.ts';
import type { Selection } from './selection.ts';

/** So many are listed beside each other; each conversation lists all of its own. */
const MOST_LISTED = 500;

/** Tells filters which check and severity something has: `fail-2` for the second check of the list. */
export type ToFilterKey = (finding: { readonly check: string; readonly severity: string }) => string;

/** The checks that found something, in alphabetical order, and the key of a finding among them. */
export const listChecks = (
  conversations: QualityReport['conversations'],
): { readonly checks: readonly string[]; readonly toKey: ToFilterKey } => {
  const found = new Set(conversations.flatMap(({ findings }) => findings.map(({ check }) => check)));
  const checks = [...found].toSorted();
  const places = new Map(checks.map((check, at) => [check, at]));
  return { checks, toKey: ({ check, severity }) => `${severity}-${places.get(check) ?? ''}` };
};

/** The id of a finding's element within its conversation. */
export const toFindingAnchor = (anchor: string, number: number): string => `${anchor}-f${number + 1}`;

/** Filters, and the gravest findings with links to where they are. */
export const makeFindingSection = (
  { conversations, providers }: QualityReport,
  selection: Selection,
  { checks, toKey }: ReturnType<typeof listChecks>,
): Html => {
  const all = listFindings(conversations);
  const counts = countBySeverity(all.map(({ finding }) => finding));
  const listed = all.slice(0, MOST_LISTED);
  return html`<section id="findings">
<h2>Findings</h2>
<p>${formatCount(counts.fail)} fail, ${formatCount(counts.warn)} warn, ${formatCount(counts.info)} info.${
    all.length > listed.length
      ? ` The ${formatCount(listed.length)} gravest are listed; each conversation below has all of its own.`
      : ''
  }</p>
${makeCheckTable(all, checks)}
${makeFilter(
  providers.map(({ provider }) => provider),
  checks,
)}
<ul class="plain findings">${listed.map((each) => makeFinding(each, selection, toKey))}</ul>
</section>`;
};

const makeCheckTable = (all: readonly PlacedFinding[], checks: readonly string[]): Html | undefined =>
  checks.length === 0
    ? undefined
    : makeTable(
        ['check', ...SEVERITIES, 'conversations'],
        checks.map((check) => {
          const own = all.filter(({ finding }) => finding.check === check);
          const counts = countBySeverity(own.map(({ finding }) => finding));
          return [
            check,
            ...SEVERITIES.map((severity) => counts[severity]),
            new Set(own.map(({ conversation }) => conversation)).size,
          ];
        }),
        'Findings by check',
      );

/** Hidden until the script shows it: without a script it could do nothing. */
const makeFilter = (providers: readonly string[], checks: readonly string[]): Html =>
  html`<form id="filter" class="filter" hidden aria-label="Filter findings and conversations">
${makeSelect('provider', providers)}${makeSelect('check', checks)}${makeSelect('severity', SEVERITIES)}
<button type="reset">Show all</button> <output id="filtered" aria-live="polite"></output>
</form>`;

/** Values are places in the list, not names, which may hold anything. */
const makeSelect = (name: string, options: readonly string[]): Html =>
  html`<label>${name} <select name="${name}"><option value="">all</option>${options.map(
    (option, at) => html`<option value="${at}">${option}</option>`,
  )}</select></label> `;

const makeFinding = (
  { conversation, finding, number }: PlacedFinding,
  { toAnchor }: Selection,
  toKey: ToFilterKey,
): Html => {
  const anchor = toAnchor(conversation.id);
  const place = toPlaceText(conversation, finding);
  return html`<li data-provider="${conversation.provider}" data-findings="${toKey(finding)}">${makeSeverityBadge(finding.severity)} <code>${finding.check}</code> ${finding.message}
<span class="place">${anchor === undefined ? place : html`<a href="#${toFindingAnchor(anchor, number)}">${conversation.id}</a> ${place}`}</span></li>`;
};
