import type { Conversation } from '../conversation/index.ts';

/** A conversation under test. */
export interface Subject {
  /** Unique in the set and stable, for instance `openai/12`. */
  readonly id: string;
  /** Who wrote it. Sets are judged provider by provider. */
  readonly provider: string;
  /** Where it was read: a file and its line, from 1. */
  readonly file: string;
  readonly line: number;
  readonly conversation: Conversation;
  /** How many exchanges were asked for, where that is known. */
  readonly exchanges?: number;
  /** True where the provider said that it ran out of room. */
  readonly isCut?: boolean;
}
