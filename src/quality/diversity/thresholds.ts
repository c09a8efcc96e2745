import type { Band, DiversityMetric } from './diversity-report.ts';

/** How many conversations of a provider are measured, and how many words of each, at most. */
export const MOST_DOCUMENTS = 100;
export const MOST_WORDS = 300;

/** What a metric is called and how its values are judged. */
export type Scale = Pick<DiversityMetric, 'title' | 'isHigherBetter' | 'thresholds'>;

/**
 * The metrics and their bands, for 100 conversations of 300 words of prose.
 *
 * They were set by measuring sets of known nature: essays of two models (compression 2.8, shared 4-grams 0.02,
 * self-BLEU 0.15), MultiChallenge (3.2, 0.03, 0.16; nearest 0.07), mt-bench-101 (nearest 0.13), aider sessions on one
 * project (5.1, 0.22, 0.37; nearest 0.17; "Certainly! I'll" in half of all answers), tau-bench with every task told
 * four times (6.7, 0.56, 0.74; nearest 0.36; 31 % distinct openers).
 */
export const SCALES = {
  compression: {
    title: 'bytes before and after compression',
    isHigherBetter: false,
    thresholds: { good: 3.4, warn: 4, fail: 5 },
  },
  shared4: {
    title: 'share of a conversation’s runs of four words that another one has too',
    isHigherBetter: false,
    thresholds: { good: 0.06, warn: 0.15, fail: 0.3 },
  },
  selfBleu4: {
    title: 'self-BLEU-4: how well the others foretell a conversation',
    isHigherBetter: false,
    thresholds: { good: 0.2, warn: 0.3, fail: 0.45 },
  },
  distinct4: {
    title: 'distinct runs of one to four words (of 4)',
    isHigherBetter: true,
    thresholds: { good: 2.5, warn: 2.2, fail: 1.8 },
  },
  nearest: {
    title: 'likeness to the nearest other conversation',
    isHigherBetter: false,
    thresholds: { good: 0.15, warn: 0.25, fail: 0.35 },
  },
  openings: {
    title: 'share of answers that begin with the commonest three words',
    isHigherBetter: false,
    thresholds: { good: 0.05, warn: 0.1, fail: 0.2 },
  },
  skeletons: {
    title: 'share of answers with the commonest sequence of four or more blocks',
    isHigherBetter: false,
    thresholds: { good: 0.06, warn: 0.15, fail: 0.3 },
  },
  questions: {
    title: 'share of first questions that begin with four words of their own',
    isHigherBetter: true,
    thresholds: { good: 0.8, warn: 0.7, fail: 0.5 },
  },
} as const satisfies Readonly<Record<string, Scale>>;

/** How a value stands to the thresholds; a threshold itself is on the better side. */
export const toBand = (value: number, { thresholds, isHigherBetter }: Scale): Band => {
  const isWorse = (than: number): boolean => (isHigherBetter ? value < than : value > than);
  if (isWorse(thresholds.fail)) return 'fail';
  if (isWorse(thresholds.warn)) return 'warn';
  return isWorse(thresholds.good) ? 'fair' : 'good';
};
