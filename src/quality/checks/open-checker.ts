import type { Recipe } from '../../recipe/index.ts';
import { type CodeParser, openCodeParser } from '../code/parse-code.ts';
import type { Finding, SetFinding } from '../finding.ts';
import type { Subject } from '../subject.ts';
import { ALL_CHECKS } from './all-checks.ts';
import type { Check, CheckContext, CheckEntry, Reading, Sighting } from './check.ts';
import { ProviderTally } from './set-rates.ts';
import { readTurns } from './text/read-turns.ts';
import { listWords } from './text/words.ts';
import { findLanguage } from './wording/find-language.ts';
import { toAnnouncedName } from './wording/pattern-name.ts';

/** Checks conversations of one recipe, and sets of them. */
export interface Checker {
  /** What is wrong with a conversation, in the order of `listChecks`; the same for the same subject at any time. */
  check(subject: Subject): Promise<readonly Finding[]>;
  /** Begins to count over a set whose conversations come one by one. */
  openSet(): SetTally;
  /** What is wrong with a set as a whole, provider by provider. */
  checkSet(checked: Iterable<Checked>): readonly SetFinding[];
}

/** A subject with what `check` found in it. */
export interface Checked {
  readonly subject: Subject;
  readonly findings: readonly Finding[];
}

/** Counts over a set; holds numbers and a few ids, no text. */
export interface SetTally {
  add(checked: Checked): void;
  /** May be asked at any time. Providers stand in the order of the alphabet. */
  finish(): readonly SetFinding[];
}

/** Opens the checks for a recipe. Grammars of code are loaded when the first block in their language comes. */
export const openChecker = async (recipe: Recipe): Promise<Checker> => {
  const context = toContext(recipe, await openCodeParser());
  const openSet = (): SetTally => {
    const tallies = new Map<string, ProviderTally>();
    return {
      add: ({ subject, findings }) => {
        const tally = tallies.get(subject.provider) ?? new ProviderTally(subject.provider);
        tallies.set(subject.provider, tally);
        tally.add(subject.id, read(subject).answers, findings);
      },
      finish: () =>
        [...tallies]
          .sort(([one], [other]) => (one < other ? -1 : 1))
          .flatMap(([, tally]) => tally.finish(listChecks())),
    };
  };
  return {
    check: (subject) => checkOne(subject, context),
    openSet,
    checkSet: (checked) => {
      const set = openSet();
      for (const one of checked) set.add(one);
      return set.finish();
    },
  };
};

/** Every check with its weight, in the order of findings; those of sets last. */
export const listChecks = (): readonly CheckEntry[] => ENTRIES;

/** Em dashes are counted over a set alone: one of them means nothing. */
const EM_DASH: CheckEntry = {
  id: 'em-dash',
  version: 1,
  severity: 'info',
  title: 'Em dashes',
  why: 'Their rate tells models apart better than most words do, so it tells whose voice is learnt.',
};

const ENTRIES: readonly CheckEntry[] = Object.freeze(
  [...ALL_CHECKS, EM_DASH].map(({ id, version, severity, title, why }) =>
    Object.freeze({ id, version, severity, title, why }),
  ),
);

const checkOne = async (subject: Subject, context: CheckContext): Promise<readonly Finding[]> => {
  const reading = read(subject);
  const findings: Finding[] = [];
  for (const check of ALL_CHECKS) {
    const seen = check.run(reading, context);
    // Most checks need no waiting, and each wait costs more than such a check.
    addFindings(findings, check, seen instanceof Promise ? await seen : seen);
  }
  return findings;
};

const addFindings = (findings: Finding[], { id, version }: Check, seen: readonly Sighting[]): void => {
  for (const { severity, message, place } of seen) {
    findings.push({ check: id, version, severity, message, ...(place && { place }) });
  }
};

const read = (subject: Subject): Reading => {
  const turns = readTurns(subject.conversation.conversation);
  return { subject, turns, answers: turns.filter(({ role }) => role === 'assistant') };
};

const toContext = (recipe: Recipe, parser: CodeParser): CheckContext => ({
  exchanges: recipe.exchanges,
  marks: new Map(
    recipe.patterns.filter(({ marks }) => marks.length > 0).map(({ name, marks }) => [name, marks]),
  ),
  announcedName: toAnnouncedName(recipe.patterns.map(({ name }) => name)),
  language: findRecipeLanguage(recipe),
  parser,
});

/** The language of the reference conversations, for these are what an answer is to sound like; else of the patterns. */
const findRecipeLanguage = (recipe: Recipe): string => {
  const text = [
    ...recipe.examples.flatMap(({ conversation }) => readTurns(conversation).map((turn) => turn.prose())),
    ...recipe.patterns.map(({ definition, intent }) => `${definition} ${intent ?? ''}`),
  ]
    .join('\n')
    .slice(0, 10_000);
  return findLanguage(text, listWords(text)) ?? 'eng';
};
