/** An estimate with its interval; the level stands where it is made. */
export interface Interval {
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
}
