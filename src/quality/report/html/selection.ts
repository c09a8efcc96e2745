import type { QualityReport, ReportedConversation } from '../quality-report.ts';
import { type Html, html } from './markup.ts';

/** Up to this many conversations all are shown in full; of more only those that have something to see. */
const ALL_SHOWN = 500;
/** Characters of conversations in a page. Beyond some megabytes a phone takes its time to open it. */
const MOST_CHARACTERS = 5_000_000;
/** No message counts more than this: of longer ones a part is shown. */
const MOST_OF_MESSAGE = 13_000;

/** Which conversations a page shows in full, and links to them. */
export interface Selection {
  readonly shown: readonly ReportedConversation[];
  /** The id of a conversation's element; undefined where it is not shown. */
  readonly toAnchor: (id: string) => string | undefined;
  /** A link to a conversation, or its bare id where it is not shown. */
  readonly toLink: (id: string) => Html;
}

/** Chooses by gravity: what fails, what the verdict and the duplicates name, what warns, the rest of what has findings. */
export const selectConversations = (report: QualityReport): Selection => {
  const { conversations } = report;
  const named = listNamed(report);
  const rank = (each: ReportedConversation): number => {
    if (!each.isUsable) return 0;
    if (named.has(each.id)) return 1;
    if (each.findings.some(({ severity }) => severity === 'warn')) return 2;
    return each.findings.length > 0 ? 3 : 4;
  };
  const places = new Map<ReportedConversation, string>();
  let room = MOST_CHARACTERS;
  for (let wanted = 0; wanted <= (conversations.length <= ALL_SHOWN ? 4 : 3); wanted++) {
    for (const [at, each] of conversations.entries()) {
      if (rank(each) !== wanted) continue;
      const size = measure(each);
      if (size > room) continue;
      room -= size;
      places.set(each, `c${at + 1}`);
    }
  }
  const anchors = new Map([...places].map(([{ id }, anchor]) => [id, anchor]));
  const toAnchor = (id: string): string | undefined => anchors.get(id);
  return {
    shown: conversations.filter((each) => places.has(each)),
    toAnchor,
    toLink: (id) => {
      const anchor = toAnchor(id);
      return anchor === undefined ? html`${id}` : html`<a href="#${anchor}">${id}</a>`;
    },
  };
};

const listNamed = ({ verdict, providers, pairs, clusters }: QualityReport): ReadonlySet<string> =>
  new Set([
    ...verdict.providers.flatMap(({ criteria }) => criteria.flatMap(({ examples }) => examples)),
    ...providers.flatMap(({ setFindings }) => setFindings.flatMap(({ examples }) => examples)),
    ...providers.flatMap(({ diversity }) => diversity?.metrics.flatMap(({ examples }) => examples) ?? []),
    ...clusters.flatMap(({ keeper, others }) => [keeper, ...others]),
    ...pairs.flatMap(({ one, other }) => [one, other]),
  ]);

/** What a conversation adds to the page: its text, and what stands around every message and finding. */
const measure = ({ conversation, findings }: ReportedConversation): number =>
  conversation.conversation.reduce(
    (sum, { content }) => sum + Math.min(content.length, MOST_OF_MESSAGE) + 150,
    700 + conversation.learning_notes.length + findings.length * 400,
  );
