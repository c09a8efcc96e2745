import type { FindingsById } from '../finding.ts';

/** How two conversations are alike. */
export type Likeness = 'exact' | 'near' | 'scenario' | 'boilerplate';

/** Two conversations that are alike, with the figure that says so (1 for `exact`). */
export interface LikePair {
  readonly likeness: Likeness;
  readonly one: string;
  readonly other: string;
  readonly similarity: number;
  readonly isRejected: boolean;
}

/** Conversations that are alike, directly or by way of each other. */
export interface Cluster {
  /** The one that is kept. */
  readonly keeper: string;
  readonly others: readonly string[];
  readonly likeness: Likeness;
  /** Whether all are of one provider; across providers nothing is rejected. */
  readonly isWithinProvider: boolean;
}

/** What a search for duplicates and leaks found. */
export interface DuplicateReport {
  readonly findings: FindingsById;
  readonly clusters: readonly Cluster[];
  /** Flagged or rejected, the most alike first. */
  readonly pairs: readonly LikePair[];
  /** Just below a threshold, the nearest first. */
  readonly borderline: readonly LikePair[];
  /** For each conversation its highest TF-IDF cosine with another one of the same provider, 0 where there is none. */
  readonly nearest: ReadonlyMap<string, number>;
}
