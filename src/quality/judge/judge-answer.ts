import { fail, ok, type Result } from '../../base/index.ts';
import type { Message } from '../../conversation/index.ts';
import type { Problem, Reply } from '../../providers/index.ts';
import { judgeAnswerSchema } from './answer-schema.ts';
import { findQuote } from './find-quote.ts';
import type { JudgeCard } from './judge-card.ts';
import type { Evidence, JudgeVerdict } from './judgement.ts';
import { readJson } from './read-json.ts';
import { toShown } from './show-conversation.ts';

/** What a judge answered about one pattern, checked against the conversation. */
export interface JudgeAnswer {
  readonly evidence: readonly Evidence[];
  /** Each question of the card; met where the judge says so and a quote of it was found. */
  readonly items: ReadonlyArray<{ readonly id: string; readonly isMet: boolean }>;
  /** Ids of those that are present. */
  readonly disqualifiers: readonly string[];
  readonly isSuperficial: boolean;
  /** By the rule: every required question met and no disqualifier present. */
  readonly verdict: JudgeVerdict;
  /** The model's own. */
  readonly said: JudgeVerdict;
  readonly reasoning: string;
  /** Whether it had to be asked twice, because quotes of the first answer could not be found. */
  readonly isSecondLook: boolean;
}

type Raw = (typeof judgeAnswerSchema)['_output'];

/**
 * Reads an answer and checks it. A verdict that rests on quotes which do not stand where they are said to is a problem
 * the first time, and `cannot-tell` the second.
 */
export const readJudgeAnswer = (
  reply: Pick<Reply, 'text'>,
  messages: readonly Message[],
  card: JudgeCard,
): Result<JudgeAnswer, Problem> => {
  if (reply.text.trim() === '') return fail({ kind: 'empty', message: 'The judgement was empty.' });
  const json = readJson(reply.text);
  if (!json.ok) return json;
  const parsed = judgeAnswerSchema.safeParse(unwrap(json.value));
  if (!parsed.success) {
    const where = [
      ...new Set(parsed.error.issues.map(({ path }) => path.filter(isKey).join('.') || 'its form')),
    ];
    return fail(wrongShape(`${where.slice(0, 3).join(', ')} cannot be read`));
  }
  const raw = parsed.data;
  const evidence = checkEvidence(raw, messages);
  const { verdict, faults } = applyRule(raw, evidence, messages, card);
  const isSecondLook = raw.look === 'second';
  if (verdict === 'cannot-tell' && !isSecondLook) return fail(wrongShape(faults.slice(0, 4).join('; ')));
  const found = new Set(evidence.filter(({ place }) => place !== undefined).map(({ item }) => item));
  return ok({
    evidence,
    items: card.items.map(({ id }) => ({ id, isMet: isClaimed(raw, id) && found.has(id) })),
    disqualifiers: listPresent(raw, card).map(({ id }) => id),
    isSuperficial: raw.superficial,
    verdict,
    said: SAID[raw.verdict],
    reasoning: raw.reasoning,
    isSecondLook,
  });
};

const SAID = {
  demonstrated: 'demonstrated',
  not_demonstrated: 'not-demonstrated',
  cannot_tell: 'cannot-tell',
} as const;

const isKey = (key: PropertyKey): boolean => typeof key === 'string';

/** Wrapped in an object with one key, as forced tools at times do. */
const unwrap = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || 'items' in value) return value;
  const [only, ...others] = Object.values(value) as unknown[];
  return others.length === 0 && typeof only === 'object' ? only : value;
};

const wrongShape = (what: string): Problem => ({
  kind: 'wrong-shape',
  message: `The judgement cannot be used: ${what}.`,
});

/** Looks each quote up in the turn that is named, which has to be the assistant's. */
const checkEvidence = (raw: Raw, messages: readonly Message[]): Evidence[] =>
  raw.evidence
    .filter(({ quote }) => quote.trim() !== '')
    .map(({ item_id: item, turn, quote }) => {
      const place = findInTurn(messages, turn, quote);
      return { item, turn, quote, ...(place && { place }) };
    });

/** Where a quote stands in an assistant turn; undefined where it does not. */
export const findInTurn = (
  messages: readonly Message[],
  turn: number,
  quote: string,
): Evidence['place'] | undefined => {
  const message = messages[turn - 1];
  if (message?.role !== 'assistant') return undefined;
  const span = findQuote(toShown(message.content), quote);
  return span && { turn, ...span };
};

const isClaimed = (raw: Raw, id: string): boolean => raw.items.some((item) => item.id === id && item.met);

const listPresent = (raw: Raw, card: JudgeCard): Raw['disqualifiers'] =>
  raw.disqualifiers.filter(({ id, present }) => present && card.disqualifiers.some((one) => one.id === id));

/** The rule, and what keeps it from deciding. Ids and numbers only: a fault is told in logs as well. */
const applyRule = (
  raw: Raw,
  evidence: readonly Evidence[],
  messages: readonly Message[],
  card: JudgeCard,
): { readonly verdict: JudgeVerdict; readonly faults: readonly string[] } => {
  const required = card.items.filter(({ isRequired }) => isRequired).map(({ id }) => id);
  const unanswered = required.filter((id) => !raw.items.some((item) => item.id === id));
  const unmet = required.filter((id) => !unanswered.includes(id) && !isClaimed(raw, id));
  const present = listPresent(raw, card);
  // A disqualifier may lie in what is missing; but a quote that is given for it has to be there.
  const proven = present.filter(({ quote }) => quote.trim() === '' || standsSomewhere(messages, quote));
  if (unmet.length > 0 || proven.length > 0) return { verdict: 'not-demonstrated', faults: [] };
  const faults = [
    ...unanswered.map((id) => `the question "${id}" is not answered`),
    ...required
      .filter((id) => isClaimed(raw, id))
      .flatMap((id) =>
        tellQuotes(
          id,
          evidence.filter(({ item }) => item === id),
          messages,
        ),
      ),
    ...present.map(({ id }) => `the quote for the disqualifier "${id}" stands in no assistant turn`),
  ];
  return { verdict: faults.length > 0 ? 'cannot-tell' : 'demonstrated', faults };
};

const standsSomewhere = (messages: readonly Message[], quote: string): boolean =>
  messages.some((_, index) => findInTurn(messages, index + 1, quote) !== undefined);

const tellQuotes = (id: string, quotes: readonly Evidence[], messages: readonly Message[]): string[] => {
  if (quotes.some(({ place }) => place !== undefined)) return [];
  const [first] = quotes;
  if (first === undefined) return [`"${id}" is met without a quote`];
  return messages[first.turn - 1]?.role === 'assistant'
    ? [`the quote for "${id}" does not stand in turn ${first.turn}`]
    : [`turn ${first.turn}, which is named for "${id}", is no turn of the assistant`];
};
