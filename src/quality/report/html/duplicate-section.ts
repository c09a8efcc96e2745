import type { Cluster, LikePair } from '../../duplicates/duplicate-report.ts';
import { countOf, formatCount, formatFigure } from '../figures.ts';
import type { QualityReport, ReportedConversation } from '../quality-report.ts';
import { type Html, html } from './markup.ts';
import type { Selection } from './selection.ts';
import { markShared } from './shared-words.ts';

/** Pairs shown beside each other; the rest are in quality.json. */
const MOST_PAIRS = 100;
const MOST_CLUSTERS = 200;
/** Of each conversation so much is shown: enough to see whether the two are the same. */
const MOST_OF_TEXT = 2_400;

const LIKENESSES: Readonly<Record<LikePair['likeness'], string>> = {
  exact: 'the same text',
  near: 'nearly the same text',
  scenario: 'the same scenario',
  boilerplate: 'the same boilerplate',
};

/** Groups of conversations that are alike, and their pairs beside each other with the shared words marked. */
export const makeDuplicateSection = (
  { clusters, pairs, conversations }: QualityReport,
  selection: Selection,
): Html => {
  const byId = new Map(conversations.map((each) => [each.id, each]));
  const shown = pairs.slice(0, MOST_PAIRS);
  return html`<section id="duplicates">
<h2>Duplicates</h2>
<p>${
    pairs.length === 0 && clusters.length === 0
      ? 'None.'
      : `${countOf(clusters.length, 'group')}, ${countOf(pairs.length, 'pair')}.${pairs.length > shown.length ? ` The ${formatCount(shown.length)} most alike are here.` : ''}`
  }</p>
<ul class="plain">${clusters.slice(0, MOST_CLUSTERS).map((cluster) => makeCluster(cluster, selection))}</ul>
${shown.map((pair) => makePair(pair, byId, selection))}
</section>`;
};

const makeCluster = ({ keeper, others, likeness, isWithinProvider }: Cluster, { toLink }: Selection): Html =>
  html`<li><strong>${LIKENESSES[likeness]}</strong>: ${isWithinProvider ? 'kept is ' : undefined}${toLink(keeper)}; like it ${others.slice(0, 12).map((id, at) => html`${at === 0 ? '' : ', '}${toLink(id)}`)}${
    others.length > 12 ? ` and ${formatCount(others.length - 12)} more` : ''
  }${isWithinProvider ? undefined : ' (of other providers: nothing is rejected)'}</li>`;

const makePair = (
  { likeness, one, other, similarity, isRejected }: LikePair,
  byId: ReadonlyMap<string, ReportedConversation>,
  { toLink }: Selection,
): Html => {
  const [left, right] = [toText(byId.get(one)), toText(byId.get(other))];
  return html`<details class="pair"><summary>${one} and ${other}: ${LIKENESSES[likeness]}, ${formatFigure(similarity)}${isRejected ? ', one rejected' : ''}</summary>
<div class="beside">
<section><h3>${toLink(one)}</h3><div class="said" dir="auto">${markShared(left, right)}</div></section>
<section><h3>${toLink(other)}</h3><div class="said" dir="auto">${markShared(right, left)}</div></section>
</div></details>`;
};

const toText = (each: ReportedConversation | undefined): string => {
  if (each === undefined) return '';
  let text = '';
  for (const { role, content } of each.conversation.conversation) {
    text += `${role}: ${content.slice(0, MOST_OF_TEXT)}\n\n`;
    if (text.length > MOST_OF_TEXT) return `${text.slice(0, MOST_OF_TEXT)} …`;
  }
  return text;
};
