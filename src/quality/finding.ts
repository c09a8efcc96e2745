/** How much a finding weighs: a conversation with a `fail` is not usable; `warn` and `info` are for people. */
export type Severity = 'fail' | 'warn' | 'info';

/** A place in a conversation: the message, from 1, and a range of its content in UTF-16 code units. */
export interface Place {
  readonly turn: number;
  readonly start: number;
  readonly end: number;
}

/** Something that a check found. */
export interface Finding {
  /** The check's id, for instance `code-parses`. */
  readonly check: string;
  /** The check's version: what it finds may change only together with this. */
  readonly version: number;
  readonly severity: Severity;
  /** One sentence for people. Never more than a few words of the conversation itself. */
  readonly message: string;
  /** Absent where the finding is about the conversation as a whole. */
  readonly place?: Place;
}

/** Findings of one conversation, by its id. */
export type FindingsById = ReadonlyMap<string, readonly Finding[]>;

/** A finding about a set of conversations as a whole, for instance a rate that is too high. */
export interface SetFinding {
  readonly check: string;
  readonly version: number;
  readonly severity: Severity;
  readonly message: string;
  /** The provider whose part of the set it is about. */
  readonly provider: string;
  /** Ids of conversations in which it can be seen, the plainest first. */
  readonly examples: readonly string[];
}

/** Whether a conversation may be used: it has no finding that fails. */
export const isUsable = (findings: readonly Finding[]): boolean =>
  !findings.some(({ severity }) => severity === 'fail');
