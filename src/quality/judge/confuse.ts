/** How often each pattern was found where each was really shown. */
export interface Confusion {
  /** Names of rows and columns, in this order. */
  readonly patterns: readonly string[];
  /** How many conversations show the row's pattern. */
  readonly shown: readonly number[];
  /** In how many of those the column's pattern was found. The diagonal over `shown` is the recall. */
  readonly found: ReadonlyArray<readonly number[]>;
  /** In how many conversations that do not show it the column's pattern was found. */
  readonly incidental: readonly number[];
  readonly conversations: number;
}

/** One conversation: what it shows, as declared or labelled, and what a judge found that was told of nothing. */
export interface Confused {
  readonly shown: readonly string[];
  readonly found: readonly string[];
}

/** Counts what a detecting judge found against what is shown. Names that are not in `patterns` are left out. */
export const confuse = (patterns: readonly string[], conversations: readonly Confused[]): Confusion => {
  const holding = (name: string): readonly Confused[] =>
    conversations.filter(({ shown }) => shown.includes(name));
  return {
    patterns,
    shown: patterns.map((name) => holding(name).length),
    found: patterns.map((row) => {
      const rows = holding(row);
      return patterns.map((column) => rows.filter(({ found }) => found.includes(column)).length);
    }),
    incidental: patterns.map(
      (name) =>
        conversations.filter(({ shown, found }) => found.includes(name) && !shown.includes(name)).length,
    ),
    conversations: conversations.length,
  };
};
