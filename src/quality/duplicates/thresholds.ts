/** From where a pair is shown to people, and from where all but one of the alike are rejected. */
export interface Limit {
  readonly flag: number;
  readonly reject: number;
}

/**
 * Near duplicates: Jaccard similarity of the sets of runs of five words in the answers.
 *
 * Runs of five words are the usual shingle (datatrove's FineWeb, text-dedup, Data-Juicer). Their limits of 0.7 to 0.8
 * are for web pages; on 200 conversations written for 50 tasks (tau-bench) no pair of the same task comes near 0.8,
 * and the most alike pair of independent sets stays below 0.02 (highest neighbour, 95th percentile; aider 0.30).
 */
export const NEAR: Limit = { flag: 0.3, reject: 0.5 };
export const SHINGLE_WORDS = 5;

/**
 * The same scenario told again: TF-IDF cosine over words and pairs of words.
 *
 * On tau-bench, one domain and so the hardest case, 0.30 finds 64 % of the pairs of one task with 0.13 % false pairs,
 * and 0.50 has no false pair among 19,600.
 */
export const SCENARIO: Limit = { flag: 0.3, reject: 0.5 };

/** User turns are compared by themselves only from so many words on: of two short questions half is alike by chance. */
export const QUESTION_WORDS = 20;

/** How far below a limit a pair still counts as borderline. */
export const BORDERLINE = 0.05;

/**
 * Up to here all pairs are compared; above, those that hashing or shared rare words bring together. Scenarios share
 * many common words, so that all pairs of 2,000 long conversations take eight seconds; of 1,000 they take two.
 */
export const EXACT_DOCUMENTS = 2000;
export const EXACT_SCENARIOS = 1000;

/**
 * MinHash with 125 hashes in 25 bands of 5 rows: a pair of similarity s is compared with probability
 * 1 - (1 - s^5)^25, which is 0.55 at 0.5, 0.87 at 0.6, 0.99 at 0.7.
 */
export const BANDS = 25;
export const ROWS = 5;

/** Boilerplate: a run that two conversations share, a shorter one that many share, and how many are many. */
export const LONG_RUN = 25;
export const SHORT_RUN = 8;
export const COMMON_SHARE = 0.05;
/** In small sets a share of 5 % is a single conversation; fewer than three are never many. */
export const COMMON_LEAST = 3;

/** Fewer words than this may be alike by chance: such openers and turns are flagged and not rejected. */
export const EXACT_LEAST_WORDS = 8;

/** Leakage of what a model was shown: distinct runs of eight words (prose) from which it is rejected, or one long run. */
export const LEAK_RUNS = 3;
export const LEAK_LONG_RUN = 20;

/**
 * Evaluation prompts: runs of 8 words (Open-R1, s1) and of 13 in code (GPT-3, lm-eval), and the share of a prompt's
 * words that those runs cover from which a conversation is rejected (Tülu 3 matches evaluations by covered share).
 */
export const PROMPT_RUN = 8;
export const CODE_RUN = 13;
export const PROMPT_COVERED = 0.5;
