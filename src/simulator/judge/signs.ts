import type { Pattern, TopicNotes } from '../../recipe/index.ts';
import { toStems } from '../writer/likeness.ts';
import { bare } from '../writer/words.ts';

/** A turn of the learner with the answer to it. */
export interface Exchange {
  readonly asked: string;
  readonly answered: string;
}

/** What of the material shows a pattern in an exchange; undefined where it is not shown. */
export type FindSigns = (exchange: Exchange, notes: TopicNotes) => readonly string[] | undefined;

/** Whether a text holds what a note says, in whatever order and with whatever small words. */
export const holds = (text: string, note: string): boolean => {
  const said = toStems(`${text} `);
  const wanted = toStems(note);
  let missing = 0;
  for (const stem of wanted) if (!said.has(stem)) missing++;
  return wanted.size > 0 && missing <= Math.max(1, wanted.size * 0.25);
};

/** Those of several notes, each a group of texts, of which all texts are held; at least so many of them. */
const atLeast = (
  least: number,
  text: string,
  notes: ReadonlyArray<readonly string[]>,
): string[] | undefined => {
  const held = notes.filter((note) => note.every((part) => holds(text, part)));
  return held.length < least ? undefined : held.flat();
};

/** The signs that the writer leaves behind, by the names of the patterns that it knows by heart. */
const KNOWN: ReadonlyMap<string, FindSigns> = new Map<string, FindSigns>([
  [
    'gap analysis',
    ({ answered }, { present, partial, missing }) => {
      if (!['✓', '⚠', '✗'].every((mark) => answered.includes(mark))) return undefined;
      const held = [present, partial, missing].map((list) => atLeast(1, answered, list.map(alone)));
      return held.some((texts) => texts === undefined) ? undefined : held.flatMap((texts) => texts ?? []);
    },
  ],
  [
    'tradeoff analysis',
    ({ answered }, { options }) =>
      atLeast(
        2,
        answered,
        options.map(({ name, good_when, cost }) => [name, good_when, cost]),
      ),
  ],
  [
    'production readiness',
    ({ answered }, { failures }) =>
      /minutes|hour|worse/.test(answered)
        ? atLeast(
            2,
            answered,
            failures.map(({ what, seen_as, remedy }) => [what, seen_as, remedy]),
          )
        : undefined,
  ],
  [
    'brutal accuracy',
    ({ asked, answered }, { leaps }) =>
      atLeast(
        1,
        answered,
        leaps.filter(({ claim }) => holds(asked, claim)).map(({ flaw }) => [flaw]),
      ),
  ],
  [
    'multi-dimensional evaluation',
    ({ answered }, { dimensions }) =>
      atLeast(
        3,
        answered,
        dimensions
          .filter(({ score }) => answered.includes(`${score}/10`))
          .map(({ name, why }) => [name, why]),
      ),
  ],
  [
    'hint-based learning',
    ({ answered }, { hints, failures, steps }) => {
      const said = answered.toLowerCase();
      const leaks = [...steps.map((step) => step.do), ...failures.map(({ remedy }) => remedy)];
      if (answered.includes('```') || leaks.some((leak) => said.includes(leak.toLowerCase())))
        return undefined;
      return atLeast(2, answered, hints.map(alone));
    },
  ],
  [
    'diminishing returns',
    ({ answered }, { steps }) =>
      /stop|line|limit/i.test(answered)
        ? atLeast(
            2,
            answered,
            steps.map((step) => [step.do, step.effort, step.gain]),
          )
        : undefined,
  ],
  ['mechanistic understanding', ({ answered }, { mechanism }) => atLeast(3, answered, mechanism.map(alone))],
  [
    'context-dependent recommendations',
    ({ answered }, { contexts }) =>
      atLeast(
        2,
        answered,
        contexts.map((one) => [one.when, one.then]),
      ),
  ],
  [
    'precision policing',
    ({ asked, answered }, { terms }) =>
      atLeast(
        1,
        answered,
        terms.filter(({ loose }) => holds(asked, loose)).map(({ loose, exact, why }) => [loose, exact, why]),
      ),
  ],
]);

const alone = (text: string): string[] => [text];

/** Finds the signs of a pattern: those that the writer leaves of it, or for a recipe's own what its card tells to do. */
export const findSignsOf = (name: string, cards: readonly Pattern[]): FindSigns => {
  const known = KNOWN.get(name.trim().toLowerCase());
  if (known !== undefined) return known;
  const card = cards.find((one) => one.name.toLowerCase() === name.trim().toLowerCase());
  const deeds = (card === undefined || card.do.length === 0 ? [card?.definition ?? name] : card.do).map(bare);
  return ({ answered }) => atLeast(Math.min(2, deeds.length), answered, deeds.map(alone));
};
