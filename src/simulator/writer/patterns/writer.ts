import type { Desk } from '../desk.ts';

/** One behavior, shown once: what the learner has to say for it, and what the mentor answers. */
export interface Passage {
  /** What the learner's turn must hold for the answer to make sense: a claim, a loose word. */
  readonly lead?: string;
  /** A question the learner may put; left out where one of the topic's own questions serves. */
  readonly question: string;
  /** Marks questions of the topic that this answers. */
  readonly asks: RegExp;
  /** Markdown blocks of the answer. */
  readonly blocks: readonly string[];
  /** What the answer tells the learner to do; reads on after "to". */
  readonly advice?: string;
  /** What the learner will have found by the next turn. */
  readonly finding?: string;
  /** What was done, for the notes to the conversation. */
  readonly did: string;
}

export type PatternWriter = (desk: Desk) => Passage;
