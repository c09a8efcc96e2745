/** A number that a verdict rests on. */
interface Threshold {
  readonly value: number;
  readonly title: string;
  /** Who says so: the guide that the product implements, a paper, or we. */
  readonly source: string;
}

const GUIDE = 'success criteria of the guide (Milestone 1.13)';

/**
 * All that a verdict holds its figures against, by id. The thresholds of single metrics and checks stand with them.
 *
 * They are written into a run before anything is generated (`toRegistration`), so that nobody moves the bar once the
 * results are known.
 */
export const THRESHOLD_TABLE = {
  'usable-go': { value: 100, title: 'usable conversations of a provider, at least', source: GUIDE },
  'usable-no-go': { value: 80, title: 'usable conversations below which it is a no-go', source: GUIDE },
  'top-up-confidence': {
    value: 0.95,
    title: 'chance that as many as are advised to generate suffice',
    source: 'ours: the usual level',
  },
  'spread-most': {
    value: 2,
    title: 'most frequent pattern over the least frequent, at most',
    source: `${GUIDE}, "skewed (>2x variance)"`,
  },
  'spread-target': {
    value: 1.25,
    title: 'the same, as it should be',
    source: 'ours: what a balanced plan keeps when one conversation in ten is lost',
  },
  'evenness-target': {
    value: 0.98,
    title: 'Shannon evenness of the patterns, as it should be',
    source: 'ours: about what a spread of 1.25 over ten patterns gives',
  },
  'correct-least': {
    value: 0.9,
    title: 'share that demonstrates its patterns correctly, at least',
    source: `${GUIDE}, "90%+"`,
  },
  confidence: {
    value: 0.95,
    title: 'one-sided confidence of a go or a no-go by an estimate',
    source: 'ours: the usual level',
  },
  'review-least': {
    value: 10,
    title: 'labels by people that count as a sample, at least',
    source: 'ours: one in ten of the 100 that the guide asks for',
  },
  'superficial-most': {
    value: 0.1,
    title: 'share with the form of a pattern and without its substance, at most',
    source: 'ours: what 90 % that demonstrate their patterns leave',
  },
  'generic-most': {
    value: 0.5,
    title: 'share of conversations that show none of their patterns, above which it is a no-go',
    source: `${GUIDE}, "Most conversations are generic"`,
  },
  'duplicates-most': {
    value: 0.1,
    title: 'share of conversations rejected as duplicates, at most',
    source: 'the near-duplicate rate that Samey (PyPI) calls healthy',
  },
  'pattern-least': {
    value: 0.85,
    title: "a pattern's share, drawn towards that of all, below which the pattern is named",
    source: 'ours: half as many failures again as the 10 % that are allowed',
  },
} as const satisfies Readonly<Record<string, Threshold>>;

export type ThresholdId = keyof typeof THRESHOLD_TABLE;

/** The values in force. */
export type Thresholds = Readonly<Record<ThresholdId, number>>;

/** The values of the table. */
export const THRESHOLDS: Thresholds = Object.fromEntries(
  Object.entries(THRESHOLD_TABLE).map(([id, { value }]) => [id, value]),
) as Record<ThresholdId, number>;
