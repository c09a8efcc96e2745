import type { Finding } from '../../finding.ts';
import type { Judgement } from '../../judge/judgement.ts';
import { formatCount, formatFigure } from '../figures.ts';
import type { QualityReport, ReportedConversation } from '../quality-report.ts';
import { SEVERITIES, toPlaceText } from '../worst-findings.ts';
import { makeSeverityBadge } from './badge.ts';
import { type ToFilterKey, toFindingAnchor } from './finding-section.ts';
import { type Mark, markText } from './marked-text.ts';
import { type Html, html } from './markup.ts';
import type { Selection } from './selection.ts';

/** The conversations themselves, folded, with what was found marked in their text. */
export const makeConversationSection = (
  report: QualityReport,
  { shown, toAnchor }: Selection,
  toKey: ToFilterKey,
): Html => {
  const judgements = Map.groupBy(report.judgements, ({ subject }) => subject);
  const left = report.conversations.length - shown.length;
  return html`<section id="conversations">
<h2>Conversations</h2>
<p>${
    left === 0
      ? `All ${formatCount(shown.length)} are here.`
      : `${formatCount(shown.length)} of ${formatCount(report.conversations.length)} are here: those with findings, the gravest first to get room, and those that the verdict or the duplicates name. All are in quality.json.`
  }</p>
${shown.map((each) =>
  makeConversation(each, {
    anchor: toAnchor(each.id) ?? '',
    judgements: judgements.get(each.id) ?? [],
    toKey,
  }),
)}
</section>`;
};

const makeConversation = (
  each: ReportedConversation,
  {
    anchor,
    judgements,
    toKey,
  }: {
    readonly anchor: string;
    readonly judgements: readonly Judgement[];
    readonly toKey: ToFilterKey;
  },
): Html => {
  const { id, provider, conversation, findings, isUsable, nearest, tokens } = each;
  const turns = conversation.conversation;
  const hasMark = ({ place }: Finding): boolean => place !== undefined && turns[place.turn - 1] !== undefined;
  return html`<details class="conversation" id="${anchor}" data-provider="${provider}" data-findings="${findings.map(toKey).join(' ')}">
<summary><span class="id">${id}</span> ${conversation.topic} ${SEVERITIES.filter((severity) =>
    findings.some((finding) => finding.severity === severity),
  ).map(makeSeverityBadge)}${isUsable ? undefined : html` <span class="unusable">not usable</span>`}</summary>
<p class="place">${toPlaceText(each)}; likeness to the nearest: ${formatFigure(nearest)}</p>
${makePatterns(each)}
${
  findings.length === 0
    ? undefined
    : html`<ul class="plain">${findings.map((finding, number) => {
        const target = toFindingAnchor(anchor, number);
        const told = html`${makeSeverityBadge(finding.severity)} <code>${finding.check}</code> ${finding.message}`;
        return hasMark(finding)
          ? html`<li>${told} <a href="#${target}">turn ${finding.place?.turn}</a></li>`
          : html`<li id="${target}" class="whole">${told}</li>`;
      })}</ul>`
}
${makeJudgements(judgements)}
${turns.map(({ role, content }, at) => {
  const marks = findings.flatMap((finding, number) =>
    toMark(finding, at + 1, toFindingAnchor(anchor, number)),
  );
  return html`<section class="turn ${role === 'user' ? 'user' : 'assistant'}" id="${anchor}-t${at + 1}"><h3>${at + 1} ${role}${
    tokens[at] === undefined ? undefined : html` <small>${formatCount(tokens[at])} tokens</small>`
  }</h3><div class="said" dir="auto">${markText(content, marks)}</div></section>`;
})}
<section class="turn notes"><h3>learning notes</h3><div class="said" dir="auto">${markText(conversation.learning_notes, [])}</div></section>
</details>`;
};

const toMark = ({ place, severity, check, message }: Finding, turn: number, id: string): Mark[] =>
  place?.turn === turn
    ? [{ id, severity, start: place.start, end: place.end, message: `${check}: ${message}` }]
    : [];

const makePatterns = ({ conversation, verified }: ReportedConversation): Html =>
  html`<p>Patterns: ${conversation.patterns_applied.map((pattern, at) => {
    const told = verified === undefined ? '' : verified.includes(pattern) ? ' (verified)' : ' (not verified)';
    return `${at === 0 ? '' : ', '}${pattern}${told}`;
  })}${verified === undefined ? '; no judge has looked' : ''}.</p>`;

/** A judge's quotes are cut: the turn that they are from is below. */
const MOST_OF_QUOTE = 240;

const makeJudgements = (judgements: readonly Judgement[]): Html | undefined =>
  judgements.length === 0
    ? undefined
    : html`<details class="figures"><summary>What the judges found</summary><ul class="plain">${judgements.map(
        ({ pattern, judge, verdict, isSuperficial, evidence, disqualifiers }) =>
          html`<li><strong>${pattern}</strong>: ${verdict.replaceAll('-', ' ')}${isSuperficial ? ', in form alone' : ''} <small>${judge.model}</small>${disqualifiers.map((each) => ` · ${each}`)}
${evidence.map(({ turn, quote, place }) => html`<blockquote>“${quote.slice(0, MOST_OF_QUOTE)}” <small>turn ${turn}${place === undefined ? ', not found there' : ''}</small></blockquote>`)}</li>`,
      )}</ul></details>`;
