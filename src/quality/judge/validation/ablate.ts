import type { Message } from '../../../conversation/index.ts';
import type { Pattern } from '../../../recipe/index.ts';
import type { Subject } from '../../subject.ts';
import type { Span } from '../find-quote.ts';
import type { Judgement } from '../judgement.ts';

/**
 * What a turn says of which nothing is left: two-sidedness of a conversation has to hold, and an empty turn would tell
 * a judge that something was taken out.
 */
const NOTHING_LEFT = 'I see. Go on.';

/**
 * The conversation without what a judge gave as evidence: the sentences, lines and rows in which its quotes stand. A
 * judge that found the pattern by these has to find it gone. Undefined where no quote was found.
 */
export const ablateEvidence = (
  subject: Subject,
  { evidence }: Pick<Judgement, 'evidence'>,
): Subject | undefined => {
  const places = evidence.flatMap(({ place }) => (place === undefined ? [] : [place]));
  if (places.length === 0) return undefined;
  return replaceTurns(subject, 'without-evidence', ({ content }, turn) => {
    const spans = places.filter((place) => place.turn === turn).map((place) => widen(content, place));
    return spans.length === 0 ? content : tidy(cut(content, spans));
  });
};

/**
 * The conversation without outward marks in the assistant's turns: no check marks and other glyphs, no headings, no
 * emphasis. Its substance is as it was, so a verdict must not change. Undefined where there are no marks, and for a
 * pattern whose card asks for some.
 */
export const ablateMarkers = (subject: Subject, pattern: Pick<Pattern, 'marks'>): Subject | undefined => {
  if (pattern.marks.length > 0) return undefined;
  const ablated = replaceTurns(subject, 'without-marks', ({ role, content }) =>
    role === 'assistant' ? stripMarks(content) : content,
  );
  const { conversation } = ablated.conversation;
  const isSame = conversation.every(
    ({ content }, index) => content === subject.conversation.conversation[index]?.content,
  );
  return isSame ? undefined : ablated;
};

const replaceTurns = (
  subject: Subject,
  what: string,
  toContent: (message: Message, turn: number) => string,
): Subject => ({
  ...subject,
  id: `${subject.id} ${what}`,
  conversation: {
    ...subject.conversation,
    conversation: subject.conversation.conversation.map((message, index) => ({
      role: message.role,
      content: toContent(message, index + 1) || NOTHING_LEFT,
    })),
  },
});

/** Where sentences, lines and table cells end. A point within a number, a name or code ends nothing. */
const BORDER = /[.!?:]["')\]*_`]*(?=\s)|\n/g;

/** A span with the rest of the sentences that it stands in; of a table its rows. */
const widen = (content: string, { start, end }: Span): Span => {
  const lineStart = content.lastIndexOf('\n', start - 1) + 1;
  if (content.startsWith('|', lineStart)) {
    const lineEnd = content.indexOf('\n', end);
    return { start: lineStart, end: lineEnd < 0 ? content.length : lineEnd };
  }
  const borders = [...content.matchAll(BORDER)].map(({ 0: mark, index }) => index + mark.length);
  const before = borders.findLast((border) => border <= start) ?? 0;
  const after = borders.find((border) => border >= end) ?? content.length;
  return { start: before, end: after };
};

const cut = (content: string, spans: readonly Span[]): string => {
  let text = '';
  let from = 0;
  for (const { start, end } of spans.toSorted((one, other) => one.start - other.start)) {
    text += content.slice(from, Math.max(from, start));
    from = Math.max(from, end);
  }
  return text + content.slice(from);
};

/** Without list marks and blank lines of which nothing else is left. */
const tidy = (text: string): string =>
  text
    .replace(/^[ \t]*(?:[-*+]|\d+[.)])?[ \t]*$\n?/gm, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();

const FENCED = /^(?:`{3,}|~{3,})[\s\S]*?^(?:`{3,}|~{3,})[^\n]*$/gm;

/** Takes marks out of prose; code keeps them. */
const stripMarks = (content: string): string => {
  let text = '';
  let from = 0;
  for (const { 0: fence, index } of content.matchAll(FENCED)) {
    text += stripProse(content.slice(from, index)) + fence;
    from = index + fence.length;
  }
  return (text + stripProse(content.slice(from))).trim();
};

const stripProse = (prose: string): string =>
  prose
    .replace(
      /(?:\p{Extended_Pictographic}|[\u2190-\u21FF\u2500-\u27BF\u2B00-\u2BFF])[\uFE0E\uFE0F]?[ \t]?/gu,
      '',
    )
    .replace(/^#{1,6}[ \t].*$\n?/gm, '')
    .replace(/(\*\*|__)(?=\S)(.+?)(?<=\S)\1/g, '$2');
