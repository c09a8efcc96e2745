import type { Message } from '../../conversation/index.ts';
import type { Pattern, TopicNotes } from '../../recipe/index.ts';
import { toStems } from '../writer/likeness.ts';
import type { Exchange, FindSigns } from './signs.ts';

/** A verbatim passage of one assistant turn. */
export interface Quote {
  readonly turn: number;
  readonly quote: string;
}

const LONGEST_QUOTE = 240;

/**
 * The passages by which a conversation shows a pattern, so many that without them it no longer does. Empty where it is
 * not shown.
 */
export const findEvidence = (messages: readonly Message[], find: FindSigns, notes: TopicNotes): Quote[] =>
  listExchanges(messages).flatMap(({ turn, ...exchange }) =>
    takeApart(exchange, find, notes).map((quote) => ({ turn, quote: clip(quote) })),
  );

/** Passages that prove nothing: what a judge points at that finds a pattern where there is none. */
export const findPretext = (messages: readonly Message[], count: number): Quote[] => {
  const longest = listExchanges(messages).sort((a, b) => b.answered.length - a.answered.length)[0];
  if (longest === undefined) return [];
  const pieces = listPieces(longest.answered).filter((piece) => piece.length >= 12);
  return pieces.slice(0, count).map((quote) => ({ turn: longest.turn, quote: clip(quote) }));
};

/** Whether a conversation bears the outward marks of a pattern. */
export const hasMarks = (messages: readonly Message[], name: string, cards: readonly Pattern[]): boolean =>
  (cards.find((card) => card.name === name)?.marks ?? []).some((mark) =>
    messages.some(({ role, content }) => role === 'assistant' && content.includes(mark)),
  );

const listExchanges = (messages: readonly Message[]): Array<Exchange & { readonly turn: number }> =>
  messages.flatMap(({ role, content }, index) =>
    role === 'assistant'
      ? [{ asked: messages[index - 1]?.content ?? '', answered: content, turn: index + 1 }]
      : [],
  );

/** Takes passages out of an answer, those first that say most of what shows the pattern, until it is no longer shown. */
const takeApart = (exchange: Exchange, find: FindSigns, notes: TopicNotes): string[] => {
  const taken: string[] = [];
  let left = listPieces(exchange.answered);
  for (;;) {
    const signs = find({ ...exchange, answered: left.join('\n') }, notes);
    if (signs === undefined) return taken;
    const wanted = new Set(signs.flatMap((sign) => [...toStems(sign)]));
    const [best] = left
      .map((piece) => ({ piece, score: countShared(piece, wanted) }))
      .sort((a, b) => b.score - a.score);
    if (best === undefined || best.score === 0) return taken;
    taken.push(best.piece);
    left = left.filter((piece) => piece !== best.piece);
  }
};

const countShared = (piece: string, wanted: ReadonlySet<string>): number => {
  let shared = 0;
  for (const stem of toStems(piece)) if (wanted.has(stem)) shared++;
  return shared;
};

/** Sentences and lines, as they stand. */
const listPieces = (answer: string): string[] =>
  answer
    .split(/\n|(?<=[.!?]["')*_`]*)\s+/)
    .map((piece) => piece.trim())
    .filter((piece) => piece.length >= 8);

/** Cut at the end of a word where it is too long. */
const clip = (text: string): string =>
  text.length <= LONGEST_QUOTE ? text : text.slice(0, LONGEST_QUOTE).replace(/\s+\S*$/, '');
