/** How a metric stands to its thresholds. Between `good` and `warn` it is `fair`. */
export type Band = 'good' | 'fair' | 'warn' | 'fail';

/** One measure of diversity of one provider's part. */
export interface DiversityMetric {
  /** For instance `shared4`. */
  readonly id: string;
  /** In words, for a table. */
  readonly title: string;
  readonly value: number;
  readonly band: Band;
  readonly thresholds: { readonly good: number; readonly warn: number; readonly fail: number };
  /** Whether a higher value is better. */
  readonly isHigherBetter: boolean;
  /** The conversations that show it best: ids. */
  readonly examples: readonly string[];
  /** What is repeated, for concentrations: an opening, a skeleton. */
  readonly detail?: string;
}

/** The diversity of one provider's part, at a number and a length that is equal for all. */
export interface DiversityReport {
  readonly provider: string;
  /** How many conversations were measured, and how many words of each. */
  readonly documents: number;
  readonly words: number;
  readonly metrics: readonly DiversityMetric[];
}
