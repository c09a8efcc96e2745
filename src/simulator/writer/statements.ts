import type { Desk } from './desk.ts';
import type { Material } from './material.ts';
import { toSubject } from './patterns/option.ts';
import { recast } from './recast.ts';
import { isCommand } from './words.ts';

/** Something the mentor can say in reply to a question without showing an assigned behavior, or any other. */
export interface Statement {
  /** What it is about; compared with the question. */
  readonly about: string;
  readonly say: string;
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
  const fitting = all.filter(({ needs }) => needs === undefined || !desk.patterns.has(needs));
  open.set(desk, fitting);
  return fitting;
};

const readStatements = ({ notes, beliefs }: Material): Statement[] => {
  const fact = (needs: string | undefined, source: unknown, about: string, say: string): Statement => ({
    needs,
    about,
    say,
    source,
    kind: 'fact',
  });
  const deed = (needs: string, source: unknown, about: string, say: string): Statement => ({
    needs,
    about,
    say,
    source,
    kind: 'deed',
  });
  return [
    ...notes.mechanism.map((text) => fact('Mechanistic Understanding', text, text, text)),
    ...notes.terms.map((term) =>
      fact('Precision Policing', term, `${term.loose} ${term.exact} ${term.why}`, term.why),
    ),
    ...notes.contexts.map((one) =>
      fact(
        'Context-Dependent Recommendations',
        one,
        `${one.when} ${one.then}`,
        `when ${one.when}, ${one.then}`,
      ),
    ),
    ...notes.options.flatMap((option) => {
      const subject = toSubject(option.name);
      const about = `${option.name} ${option.good_when} ${option.cost}`;
      return subject === undefined
        ? []
        : [fact('Tradeoff Analysis', option, about, `${subject} will do when ${option.good_when}`)];
    }),
    ...beliefs.map((belief) => fact(undefined, belief, `${belief.plan} ${belief.answer}`, belief.answer)),
    ...notes.steps
      .slice(0, 2)
      .map((step) => deed('Diminishing Returns', step, `${step.do} ${step.gain}`, step.do)),
    ...notes.failures.map((failure) =>
      deed(
        'Production Readiness',
        failure,
        `${failure.what} ${failure.seen_as} ${failure.remedy}`,
        failure.remedy,
      ),
    ),
  ].filter(
    ({ say, kind }) => !LEANS.test(say) && !POINTS_BACK.test(say) && (kind === 'fact' || isCommand(say)),
  );
};

/** The nearest unused statement of the wanted kind, as a sentence without its point. */
export const findStatement = (
  desk: Desk,
  question: string,
  kind: Statement['kind'],
  least = 0,
): string | undefined => {
  const free = listStatements(desk).filter(
    (one) => one.kind === kind && one.say !== desk.finding && !desk.isUsed(one.source),
  );
  const near = desk.nearest(free, question, ({ about }) => about, least);
  if (near === undefined) return undefined;
  desk.keepFrom(near.source);
  return kind === 'fact' ? recast(desk.random, near.say) : near.say;
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
