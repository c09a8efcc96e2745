import type { Desk } from './desk.ts';
import type { Material } from './material.ts';
import { type Option, toSubject } from './patterns/option.ts';
import { recast } from './recast.ts';
import { isCommand } from './words.ts';

/** Something the mentor can say in reply to a question without showing an assigned behavior, or any other. */
export interface Statement {
  /** What it is about; compared with the question. */
  readonly about: string;
  /** Ways to say it, without the closing point. */
  readonly says: readonly string[];
  /** The note it was made of: no note is used twice. */
  readonly source: unknown;
  readonly kind: 'fact' | 'deed';
  /** The pattern that has a better use for it, when assigned. */
  readonly needs: string | undefined;
}

/** Statements that need the one before them. */
const LEANS =
  /^(the (first|second|former|latter|two|other|others|same|rest)\b|both|neither|one\b|it\b|its\b|they\b|that\b|this\b|these\b|each\b|there\b|a third explanation)/i;

const POINTS_BACK = /\b(the (two|first|second|former|latter)|that (factor|second|case|step))\b/i;

const known = new WeakMap<Material, readonly Statement[]>();
const open = new WeakMap<Desk, readonly Statement[]>();

/** All that can be said plainly, given what the assigned patterns need for themselves. */
const listStatements = (desk: Desk): readonly Statement[] => {
  const listed = open.get(desk);
  if (listed !== undefined) return listed;
  let all = known.get(desk.material);
  if (all === undefined) {
    all = readStatements(desk.material);
    known.set(desk.material, all);
  }
  const fitting = all.filter(({ needs }) => needs === undefined || !desk.shows(needs));
  open.set(desk, fitting);
  return fitting;
};

const readStatements = ({ notes, beliefs }: Material): Statement[] => {
  const all: Statement[] = [
    ...notes.mechanism.map((text) => fact('Mechanistic Understanding', text, [text], text)),
    ...notes.terms.map((term) =>
      fact('Precision Policing', term, [term.why], `${term.loose} ${term.exact} ${term.why}`),
    ),
    ...notes.contexts.map((one) =>
      fact(
        'Context-Dependent Recommendations',
        one,
        [`when ${one.when}, ${one.then}`, `if ${one.when}, ${one.then}`],
        `${one.when} ${one.then}`,
      ),
    ),
    ...notes.options.map((option) =>
      fact(
        'Tradeoff Analysis',
        option,
        toOptionSayings(option),
        `${option.name} ${option.good_when} ${option.cost}`,
      ),
    ),
    ...notes.present.map((text) => fact('Gap Analysis', text, [`keep ${text}`, `hold on to ${text}`], text)),
    ...notes.failures.map((one) =>
      fact(
        'Production Readiness',
        one,
        [
          `when ${one.what}, you see this: ${one.seen_as}`,
          `${one.seen_as}: that is what you get when ${one.what}`,
        ],
        `${one.what} ${one.seen_as}`,
      ),
    ),
    ...beliefs.map((belief) => fact(undefined, belief, [belief.answer], `${belief.plan} ${belief.answer}`)),
    ...notes.steps.slice(0, 2).map((step) => deed('Diminishing Returns', step, step.do, step.gain)),
    ...notes.failures.map((one) =>
      deed('Production Readiness', one, one.remedy, `${one.what} ${one.seen_as}`),
    ),
  ];
  return all.filter(({ says, kind }) => {
    const text = says[0] ?? '';
    return (
      text !== '' && !LEANS.test(text) && !POINTS_BACK.test(text) && (kind === 'fact' || isCommand(text))
    );
  });
};

const fact = (
  needs: string | undefined,
  source: unknown,
  says: readonly string[],
  about: string,
): Statement => ({ needs, source, says, about, kind: 'fact' });

const deed = (needs: string, source: unknown, command: string, about: string): Statement => ({
  needs,
  source,
  says: [command],
  about: `${command} ${about}`,
  kind: 'deed',
});

const toOptionSayings = ({ name, good_when }: Option): string[] => {
  const subject = toSubject(name);
  if (subject === undefined) return [];
  return [
    `${subject} will do when ${good_when}`,
    `${subject} can be right when ${good_when}`,
    `when ${good_when}, ${subject} would be enough`,
    `where ${good_when}, think of ${name}`,
  ];
};

/** How much of one kind an answer may hold before it would show the pattern that the kind belongs to. */
const MOST: Readonly<Record<string, number>> = { 'Mechanistic Understanding': 2 };

const spoken = new WeakMap<Desk, Map<string, number>>();

/** A new answer begins: the count of what it may hold starts again. */
export const startAnswer = (desk: Desk): void => {
  spoken.set(desk, new Map());
};

/** The nearest unused statement of the wanted kind, as a sentence without its point. */
export const findStatement = (
  desk: Desk,
  question: string,
  kind: Statement['kind'],
  least = 0,
): string | undefined => {
  const counts = spoken.get(desk) ?? new Map<string, number>();
  const free = listStatements(desk).filter(
    ({ kind: its, says, source, needs }) =>
      its === kind &&
      !desk.isUsed(source) &&
      says[0] !== desk.finding &&
      (counts.get(needs ?? '') ?? 0) < (MOST[needs ?? ''] ?? 1),
  );
  const near = desk.nearest(free, question, ({ about }) => about, least);
  if (near === undefined) return undefined;
  desk.keepFrom(near.source);
  counts.set(near.needs ?? '', (counts.get(near.needs ?? '') ?? 0) + 1);
  const said = desk.random.pick(near.says);
  return kind === 'fact' ? recast(desk.random, said) : said;
};

/** The open question to which the material has the best reply; questions already asked are passed over. */
export const findQuestion = (desk: Desk, from = 0): string | undefined => {
  const statements = listStatements(desk).filter(({ source }) => !desk.isUsed(source));
  const open = desk.material.notes.asks.slice(from).filter((ask) => !desk.isUsed(ask));
  const ranked = open
    .map((ask) => ({ ask, score: Math.max(0, ...statements.map(({ about }) => desk.compare(ask, about))) }))
    .sort((a, b) => b.score - a.score);
  const chosen = ranked[desk.random.below(Math.min(2, Math.max(1, ranked.length)))]?.ask;
  if (chosen !== undefined) desk.keepFrom(chosen);
  return chosen;
};
