import type { JudgeValidation } from '../judge/judgement.ts';
import { clusterBootstrap } from '../statistics/cluster-bootstrap.ts';
import { type ClusterCount, measureDesignEffect } from '../statistics/clustering.ts';
import type { Interval } from '../statistics/interval.ts';
import { type Calibration, correctShareOneSided } from '../statistics/rogan-gladen.ts';
import { groupByConversation, type Instance, type Mark } from './instances.ts';

/** What admitted judges say of the share that is right. */
export interface JudgeEvidence {
  readonly judged: number;
  readonly passed: number;
  readonly undecided: number;
  /** The share that they passed, as it is, with the interval of resampled conversations. */
  readonly observed: Interval;
  /** The true share behind it, with each bound for itself at the level asked for. */
  readonly corrected: Interval;
  /** The true share if all that were undecided were right. */
  readonly highest: number;
}

interface JudgeEvidenceOptions {
  /** One-sided, for instance 0.95. */
  readonly level: number;
  readonly seed: number;
  /** Names the part, for the stream of chance. */
  readonly label: string;
}

/**
 * Measures what admitted judges found. Undefined where none has looked, or where one of them is no better than a coin.
 *
 * The share that a judge passed is corrected by its validation, and instances of one conversation count as fewer where
 * they are alike (`measureDesignEffect`). Estimates of several judges are put together by how much each judged, their
 * bounds by the method of variance estimates recovery (Zou and Donner, Statistics in Medicine 27, 2008).
 *
 * What was undecided counts as not shown, as it does in a judge's sensitivity. In the upper bound it counts as shown,
 * so that nothing is condemned for it.
 */
export const measureByJudges = (
  instances: readonly Instance[],
  { level, seed, label }: JudgeEvidenceOptions,
): JudgeEvidence | undefined => {
  const judged = instances.filter(({ judged }) => judged !== undefined);
  const parts = [...Map.groupBy(judged, (instance) => instance.judged?.judge)].flatMap(([judge, group]) =>
    judge === undefined ? [] : [{ weight: group.length / judged.length, ...correct(group, judge, level) }],
  );
  const corrected = mergeIntervals(parts);
  const count = (mark: Mark): number => judged.filter((one) => one.judged?.mark === mark).length;
  const conversations = toClusters(judged, ['shown']).map((counts) => [counts]);
  const observed = clusterBootstrap(conversations, toShare, { seed, label });
  if (corrected === undefined || observed === undefined) return undefined;
  const highest = parts.reduce((sum, { weight, highest }) => sum + weight * (highest ?? 1), 0);
  return {
    judged: judged.length,
    passed: count('shown'),
    undecided: count('undecided'),
    observed,
    corrected,
    highest,
  };
};

const toShare = (clusters: readonly ClusterCount[]): number => {
  let [successes, total] = [0, 0];
  for (const cluster of clusters) {
    successes += cluster.successes;
    total += cluster.n;
  }
  return successes / total;
};

interface Part {
  readonly weight: number;
  readonly interval: Interval | undefined;
  readonly highest: number | undefined;
}

const correct = (group: readonly Instance[], judge: JudgeValidation, level: number): Omit<Part, 'weight'> => {
  const calibration = toCalibration(judge, group);
  const toBound = (marks: readonly Mark[]): Interval | undefined => {
    const clusters = toClusters(group, marks);
    const passed = clusters.reduce((sum, { successes }) => sum + successes, 0);
    const effective = group.length / measureDesignEffect(clusters);
    return correctShareOneSided(passed / group.length, effective, calibration, level);
  };
  const [strict, mild] = [toBound(['shown']), toBound(['shown', 'undecided'])];
  if (strict === undefined || mild === undefined) return { interval: undefined, highest: undefined };
  return { interval: { ...strict, upper: Math.max(strict.upper, mild.upper) }, highest: mild.estimate };
};

/** Instances that were passed, by conversation. */
const toClusters = (group: readonly Instance[], marks: readonly Mark[]): ClusterCount[] =>
  [...groupByConversation(group).values()].map((instances) => ({
    n: instances.length,
    successes: instances.filter(({ judged }) => judged !== undefined && marks.includes(judged.mark)).length,
  }));

/**
 * How a judge does on units of several patterns. A conversation that is right passes only where each of its patterns
 * does; one that is not may fail by one pattern alone, so specificity stays. The number of positives becomes that which
 * gives the same variance (delta method).
 */
const toCalibration = (judge: JudgeValidation, group: readonly Instance[]): Calibration => {
  const { positives, negatives } = judge;
  const [q1, specificity] = [judge.sensitivity.estimate, judge.specificity.estimate];
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const sizes = group.map(({ patterns }) => patterns.length);
  if (sizes.every((size) => size === 1)) return { sensitivity: q1, positives, specificity, negatives };
  // As in the interval's own smoothing, so that a judge without an error still leaves some doubt.
  const smooth = (positives * q1 + 1) / (positives + 2);
  const slope = mean(sizes.map((size) => size * smooth ** (size - 1)));
  const whole = mean(sizes.map((size) => smooth ** size));
  const variance = (slope * slope * smooth * (1 - smooth)) / (positives + 2);
  const sensitivity = mean(sizes.map((size) => q1 ** size));
  return {
    sensitivity,
    positives: Math.max(1, (whole * (1 - whole)) / variance - 2),
    specificity,
    negatives,
  };
};

const mergeIntervals = (parts: readonly Part[]): Interval | undefined => {
  if (parts.length === 0) return undefined;
  let [estimate, below, above] = [0, 0, 0];
  for (const { weight, interval } of parts) {
    if (interval === undefined) return undefined;
    estimate += weight * interval.estimate;
    below += (weight * (interval.estimate - interval.lower)) ** 2;
    above += (weight * (interval.upper - interval.estimate)) ** 2;
  }
  return {
    estimate,
    lower: Math.max(0, estimate - Math.sqrt(below)),
    upper: Math.min(1, estimate + Math.sqrt(above)),
  };
};
