import { measureDesignEffect } from '../statistics/clustering.ts';
import { type Audit, boundAudit } from '../statistics/finite-population.ts';
import type { Interval } from '../statistics/interval.ts';
import { countToLabel } from '../statistics/sample-size.ts';
import { groupByConversation, type Instance, type Reading } from './instances.ts';

/** What labels by people say of the share of these very instances that is right. */
export interface PeopleEvidence {
  readonly audit: Audit;
  /** How many labels tell as much as one that stands alone, because labels of a conversation are alike. */
  readonly designEffect: number;
}

/**
 * Counts labels by people. A label is taken at its word: people are what judges are measured by.
 *
 * @param isGood - Which readings count as right.
 */
export const measureByPeople = (
  instances: readonly Instance[],
  isGood: (reading: Reading) => boolean,
): PeopleEvidence => {
  const labelled = instances.flatMap(({ conversation, labelled }) =>
    labelled ? [{ conversation, isRight: isGood(labelled) }] : [],
  );
  const clusters = [...groupByConversation(labelled).values()].map((own) => ({
    n: own.length,
    successes: own.filter(({ isRight }) => isRight).length,
  }));
  const good = labelled.filter(({ isRight }) => isRight).length;
  return {
    audit: { population: instances.length, looked: labelled.length, good },
    designEffect: measureDesignEffect(clusters),
  };
};

/**
 * The share of the whole that is right, each bound for itself at the level. Where labels of a conversation are alike,
 * both the labels and the whole are counted in what tells as much as a label alone, rounded to the side of doubt; once
 * all are labelled there is none.
 */
export const boundByPeople = ({ audit, designEffect }: PeopleEvidence, level: number): Interval => {
  const exact = boundAudit(audit, level);
  const { population, looked, good } = audit;
  if (designEffect <= 1 || looked === 0 || looked === population) return exact;
  const scaled = {
    population: Math.round(population / designEffect),
    looked: Math.floor(looked / designEffect),
  };
  const wrong = (looked - good) / designEffect;
  const toBound = (bad: number): Interval =>
    boundAudit({ ...scaled, good: Math.max(0, scaled.looked - bad) }, level);
  return {
    estimate: exact.estimate,
    lower: Math.min(exact.estimate, toBound(Math.ceil(wrong)).lower),
    upper: Math.max(exact.estimate, toBound(Math.floor(wrong)).upper),
  };
};

/** Whether so many labels could show that the whole is right, had none of them been wrong. */
export const couldDecide = ({ audit }: PeopleEvidence, bar: number, level: number): boolean =>
  audit.looked > 0 && boundAudit({ ...audit, good: audit.looked }, level).lower >= bar;

/**
 * What to label, in words: how many more if none of them is wrong, and if one is. Undefined where no number would show
 * that enough is right.
 */
export const adviseLabels = (
  { audit, designEffect }: PeopleEvidence,
  bar: number,
  level: number,
  noun: string,
): string | undefined => {
  const count = (wrong: number): number | undefined => {
    const more = countToLabel({ ...audit, looked: audit.looked + wrong }, bar, level);
    if (more === undefined) return undefined;
    return Math.min(audit.population - audit.looked, Math.ceil((more + wrong) * designEffect));
  };
  const none = audit.looked < audit.population ? count(0) : undefined;
  const one = audit.looked + 1 < audit.population ? count(1) : undefined;
  if (none === undefined || none === 0) return undefined;
  const also = one === undefined ? '' : `, ${one} if one of them is wrong`;
  const drawn = audit.looked === 0 ? '' : ' more';
  return `label ${none}${drawn} of the ${audit.population} ${noun}s, drawn at random${also}`;
};
