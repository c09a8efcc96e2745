import type { Interval } from './interval.ts';
import { toNormalQuantile } from './normal.ts';

/** What a judge was found to be on items whose truth is known. */
export interface Calibration {
  /** Share of the positives that it passes, and how many positives there were. */
  readonly sensitivity: number;
  readonly positives: number;
  /** Share of the negatives that it does not pass, and how many negatives there were. */
  readonly specificity: number;
  readonly negatives: number;
}

/**
 * The true share behind a share that an erring judge passed (Rogan and Gladen, American Journal of Epidemiology 107,
 * 1978): (p + specificity - 1) / (specificity + sensitivity - 1), held within 0 and 1.
 *
 * Undefined where the judge is no better than a coin: specificity + sensitivity <= 1.
 */
export const roganGladen = (
  passed: number,
  { sensitivity, specificity }: Pick<Calibration, 'sensitivity' | 'specificity'>,
): number | undefined => {
  const power = specificity + sensitivity - 1;
  return power <= 0 ? undefined : hold((passed + specificity - 1) / power);
};

/**
 * The interval of that true share when the judge's errors are themselves estimates (Lee and others, How to correctly
 * report LLM-as-a-judge evaluations, arXiv 2511.21140, with the smoothing of their code), two-sided.
 *
 * The estimate is that of `roganGladen`. Undefined where the smoothed calibration is no better than a coin, or where
 * nothing was judged.
 *
 * @param n - How many were judged; may be a fraction, as an effective sample size is.
 */
export const correctShare = (
  passed: number,
  n: number,
  calibration: Calibration,
  level = 0.95,
): Interval | undefined => toInterval(passed, n, calibration, toNormalQuantile((1 + level) / 2));

/** The same with `level` on each side for itself: use `lower` or `upper`, not both. */
export const correctShareOneSided = (
  passed: number,
  n: number,
  calibration: Calibration,
  level = 0.95,
): Interval | undefined => toInterval(passed, n, calibration, toNormalQuantile(level));

const toInterval = (passed: number, n: number, calibration: Calibration, z: number): Interval | undefined => {
  const estimate = roganGladen(passed, calibration);
  if (estimate === undefined || n <= 0) return undefined;
  const p = (n * passed + (z * z) / 2) / (n + z * z);
  const q0 = (calibration.negatives * calibration.specificity + 1) / (calibration.negatives + 2);
  const q1 = (calibration.positives * calibration.sensitivity + 1) / (calibration.positives + 2);
  const power = q0 + q1 - 1;
  if (power <= 0) return undefined;
  const theta = hold((p + q0 - 1) / power);
  const ofSpecificity = (q0 * (1 - q0)) / (calibration.negatives + 2);
  const ofSensitivity = (q1 * (1 - q1)) / (calibration.positives + 2);
  const variance =
    (p * (1 - p)) / (n + z * z) + (1 - theta) ** 2 * ofSpecificity + theta ** 2 * ofSensitivity;
  const middle = theta + 2 * z * z * (theta * ofSensitivity - (1 - theta) * ofSpecificity);
  const half = (z * Math.sqrt(variance)) / power;
  return {
    estimate,
    lower: Math.min(estimate, hold(middle - half)),
    upper: Math.max(estimate, hold(middle + half)),
  };
};

const hold = (share: number): number => Math.max(0, Math.min(1, share));
