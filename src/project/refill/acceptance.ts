import type { Conversation } from '../../conversation/index.ts';
import type { Assignment } from '../../plan/index.ts';

/** A conversation that came back, with what was asked for. */
export interface Candidate {
  readonly assignment: Assignment;
  readonly conversation: Conversation;
}

/** Some of them, by number and, read one by one and as often as wanted, in full. */
export interface Candidates extends Iterable<Candidate> {
  readonly numbers: readonly number[];
}

/** Why a conversation is not used: the check that it fails, and a sentence for people. */
export interface Rejection {
  readonly check: string;
  readonly message: string;
}

/**
 * Tells which conversations are usable. Deterministic, and asks no model: a judge that chose what it is to measure
 * later could no longer measure it.
 */
export interface Acceptance {
  /** The first check that a conversation fails; undefined when it passes all. */
  check(candidate: Candidate): Promise<Rejection | undefined>;
  /**
   * Which conversations are too much like others of the same provider, or like what the model was shown; by the number
   * of the assignment. Of two that are alike the earlier one stays.
   *
   * @param earlier - Accepted in earlier rounds.
   */
  compare(earlier: Candidates, fresh: Candidates): Promise<ReadonlyMap<number, Rejection>>;
}
