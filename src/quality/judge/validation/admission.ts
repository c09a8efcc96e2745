import type { JudgeValidation } from '../judgement.ts';

/**
 * What a judge has to reach on the held-out half of a gold set before it may decide.
 *
 * Sensitivity and specificity above 0.9 before a judge is used: Hamel Husain's validate-evaluator. They are asked of the
 * estimate: 40 positives and 60 negatives cannot prove 0.9 with confidence. No pattern may be a blind spot (with six
 * negatives, two errors are one too many), a verdict has to fall with its evidence, and quotes have to be real.
 */
export const ADMISSION = {
  sensitivity: 0.9,
  specificity: 0.9,
  specificityOfPattern: 0.75,
  evidenceAblation: 0.9,
  quoteVerification: 0.95,
} as const;

type Measured = Omit<JudgeValidation, 'isAdmitted' | 'shortfalls'>;

/** Why a judge is not admitted, one sentence each; empty when it is. */
export const listShortfalls = (measured: Measured): string[] => {
  const { positives, negatives, sensitivity, specificity, evidenceAblation, quoteVerification } = measured;
  const blind = measured.byPattern.filter(
    (one) => one.negatives > 0 && one.trueNegatives / one.negatives < ADMISSION.specificityOfPattern,
  );
  const flips = evidenceAblation.tried === 0 ? 0 : evidenceAblation.flipped / evidenceAblation.tried;
  return [
    ...(positives === 0 ? ['No item that shows its pattern was judged.'] : []),
    ...(negatives === 0 ? ['No item that does not show its pattern was judged.'] : []),
    ...tell(positives > 0, 'Sensitivity', sensitivity.estimate, ADMISSION.sensitivity),
    ...tell(negatives > 0, 'Specificity', specificity.estimate, ADMISSION.specificity),
    ...blind.map(
      ({ pattern, trueNegatives, negatives: all }) =>
        `${pattern}: only ${trueNegatives} of ${all} that do not show it were seen as such; at least ${ADMISSION.specificityOfPattern} of them are asked for.`,
    ),
    ...(evidenceAblation.tried === 0 ? ['No verdict could be tested by taking its evidence away.'] : []),
    ...tell(
      evidenceAblation.tried > 0,
      'The share of verdicts that fall with their evidence',
      flips,
      ADMISSION.evidenceAblation,
    ),
    ...tell(true, 'The share of quotes that were found', quoteVerification, ADMISSION.quoteVerification),
  ];
};

const tell = (isKnown: boolean, what: string, value: number, least: number): string[] =>
  isKnown && value < least ? [`${what} is ${value.toFixed(3)}; at least ${least} is asked for.`] : [];
