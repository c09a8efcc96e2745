/** How thorough a run of the benchmark is. */
export interface Scale {
  /** Smaller and fewer runs, all together under a minute: figures are rough. */
  readonly quick: boolean;
}

/** One measured figure and the bar that it has to hold. */
export interface Figure {
  /** What was measured, in words. */
  readonly what: string;
  readonly figure: string;
  readonly bar: string;
  readonly holds: boolean;
  /** What it was measured against, and how often. */
  readonly against: string;
}

/** A measurement with the name by which `--only` asks for it. */
export interface Bar {
  readonly name: string;
  measure(scale: Scale): Promise<readonly Figure[]>;
}

/** The least of several runs: on a shared machine, noise only ever adds. */
export const least = (values: readonly number[]): number => Math.min(...values);

/** The middle of several values; of an even number the lower of the two. */
export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? Number.NaN;
