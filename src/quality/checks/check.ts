import type { CodeParser } from '../code/parse-code.ts';
import type { Place, Severity } from '../finding.ts';
import type { Subject } from '../subject.ts';
import type { Turn } from './text/read-turns.ts';

/** What a check saw. The check's id and version are put to it by whoever runs it. */
export interface Sighting {
  readonly severity: Severity;
  readonly message: string;
  readonly place?: Place;
}

/** What a check may look at besides the subject; made once for many subjects. */
export interface CheckContext {
  /** The numbers of exchanges that the recipe asks for. */
  readonly exchanges: readonly number[];
  /** The marks of each pattern that has some, by the pattern's name. */
  readonly marks: ReadonlyMap<string, readonly string[]>;
  /** Finds the name of a pattern where it is announced; undefined where the recipe has no pattern. */
  readonly announcedName: RegExp | undefined;
  /** ISO 639-3 code of the language that the recipe is written in. */
  readonly language: string;
  readonly parser: CodeParser;
}

/** What one check is called and how it weighs. */
export interface CheckEntry {
  /** Kebab-case, for good: reports name it. */
  readonly id: string;
  /** Grows whenever the check may find something else than before. */
  readonly version: number;
  /** The heaviest that it can give. */
  readonly severity: Severity;
  /** A few words for a table. */
  readonly title: string;
  /** One sentence: what harm in the training data it stands against. */
  readonly why: string;
}

/** One deterministic check of a conversation. */
export interface Check extends CheckEntry {
  /** What is wrong with one conversation; pure, and a promise only where a parser or scanner works so. */
  run(reading: Reading, context: CheckContext): readonly Sighting[] | Promise<readonly Sighting[]>;
}

/** A conversation with its turns taken apart, once for all checks. */
export interface Reading {
  readonly subject: Subject;
  readonly turns: readonly Turn[];
  /** The turns of the assistant alone. */
  readonly answers: readonly Turn[];
}

/** The whole of a turn as a place. */
export const wholeOf = ({ number, content }: Turn): Place => ({
  turn: number,
  start: 0,
  end: content.length,
});
