import { cohenKappa, gwetAc1, krippendorffAlpha, type Ratings } from '../../statistics/agreement.ts';
import { clusterBootstrap } from '../../statistics/cluster-bootstrap.ts';
import type { Interval } from '../../statistics/interval.ts';
import { wilson } from '../../statistics/wilson.ts';
import type { JudgeId, Judgement, JudgeValidation } from '../judgement.ts';
import { UNKNOWN } from '../measure-overlap.ts';
import { listShortfalls } from './admission.ts';
import type { ValidationPlan } from './plan-validation.ts';

/** All that a judge said about the held-out half of a gold set. */
export interface ValidationResults {
  readonly judge: JudgeId;
  /** The recipe's name. */
  readonly recipe: string;
  readonly plan: ValidationPlan;
  /** One for each item; an item without is reported as a shortfall. */
  readonly judgements: readonly Judgement[];
  /** Judgements of passing conversations without their evidence, and without their marks. */
  readonly withoutEvidence: readonly Judgement[];
  readonly withoutMarks: readonly Judgement[];
  /**
   * Answers that had to be asked for again because their quotes could not be found. Only the later answer is among the
   * judgements, so each counts as one more quote that was not found. Default 0.
   */
  readonly secondLooks?: number;
  /** Of the bootstrap. */
  readonly seed: number;
}

/** An item with its label and what the judge said of it. */
interface Labelled {
  readonly pattern: string;
  readonly isPositive: boolean;
  readonly judgement: Judgement;
}

/**
 * Measures a judge against the labels of a gold set.
 *
 * What cannot be told is an error on either side: it is not the answer that the label asks for. Intervals are 95 %:
 * Wilson's for shares, bootstrap over items for coefficients of agreement; where nothing is known, the whole range.
 */
export const measureJudge = (results: ValidationResults): JudgeValidation => {
  const { judge, recipe, plan, judgements, seed } = results;
  const labelled = matchUp(results);
  const positives = labelled.filter(({ isPositive }) => isPositive);
  const negatives = labelled.filter(({ isPositive }) => !isPositive);
  const truePositives = countVerdicts(positives, 'demonstrated');
  const trueNegatives = countVerdicts(negatives, 'not-demonstrated');
  const bootstrap = (label: string, measure: (ratings: Ratings) => number | undefined): Interval =>
    clusterBootstrap(
      labelled.map((one) => [one]),
      (some) => measure(some.map(toRatings)),
      { seed, label },
    ) ?? UNKNOWN;
  const quotes = [...judgements, ...results.withoutEvidence, ...results.withoutMarks].flatMap(
    ({ evidence }) => evidence,
  );
  const measured = {
    judge,
    recipe,
    goldHash: plan.goldHash,
    positives: positives.length,
    negatives: negatives.length,
    truePositives,
    trueNegatives,
    cannotTell: countVerdicts(labelled, 'cannot-tell'),
    sensitivity: toShare(truePositives, positives.length),
    specificity: toShare(trueNegatives, negatives.length),
    agreement: toShare(truePositives + trueNegatives, labelled.length),
    kappa: bootstrap('kappa', cohenKappa),
    ac1: bootstrap('ac1', (ratings) => gwetAc1(ratings, 2)),
    alpha: bootstrap('alpha', krippendorffAlpha),
    quoteVerification: toQuoteShare(quotes, results.secondLooks ?? 0),
    evidenceAblation: countFlips(results.withoutEvidence),
    markerAblation: countFlips(results.withoutMarks),
    byPattern: listByPattern(labelled),
  };
  const missing = plan.items.length - labelled.length;
  const shortfalls = [
    ...(missing === 0
      ? []
      : [`${missing} of ${plan.items.length} items were not judged; run it again to go on.`]),
    ...listShortfalls(measured),
  ];
  return { ...measured, isAdmitted: shortfalls.length === 0, shortfalls };
};

const matchUp = ({ plan, judgements }: ValidationResults): Labelled[] => {
  const bySubject = new Map(judgements.map((judgement) => [judgement.subject, judgement]));
  return plan.items.flatMap(({ item, subject }) => {
    const judgement = bySubject.get(subject.id);
    return judgement === undefined
      ? []
      : [{ pattern: item.pattern, isPositive: item.label === 'demonstrated', judgement }];
  });
};

const countVerdicts = (items: readonly Labelled[], verdict: Judgement['verdict']): number =>
  items.filter(({ judgement }) => judgement.verdict === verdict).length;

const toQuoteShare = (quotes: Judgement['evidence'], lost: number): number => {
  const all = quotes.length + lost;
  return all === 0 ? 1 : quotes.filter(({ place }) => place !== undefined).length / all;
};

/** A share with its interval; of nothing, 0 within the whole range. */
const toShare = (count: number, n: number): Interval =>
  n === 0 ? { estimate: 0, lower: 0, upper: 1 } : wilson(count, n);

/** What the label says and what the judge says, in the same words; what cannot be told is the wrong one. */
const toRatings = ({ isPositive, judgement: { verdict } }: Labelled): [string, string] => {
  const label = isPositive ? 'yes' : 'no';
  if (verdict === 'cannot-tell') return [label, isPositive ? 'no' : 'yes'];
  return [label, verdict === 'demonstrated' ? 'yes' : 'no'];
};

/** All of these were taken from conversations that had passed. */
const countFlips = (
  judgements: readonly Judgement[],
): { readonly flipped: number; readonly tried: number } => ({
  flipped: judgements.filter(({ verdict }) => verdict !== 'demonstrated').length,
  tried: judgements.length,
});

const listByPattern = (labelled: readonly Labelled[]): JudgeValidation['byPattern'] =>
  [...Map.groupBy(labelled, ({ pattern }) => pattern)].map(([pattern, items]) => {
    const positives = items.filter(({ isPositive }) => isPositive);
    const negatives = items.filter(({ isPositive }) => !isPositive);
    return {
      pattern,
      positives: positives.length,
      negatives: negatives.length,
      truePositives: countVerdicts(positives, 'demonstrated'),
      trueNegatives: countVerdicts(negatives, 'not-demonstrated'),
    };
  });
