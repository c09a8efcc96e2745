import type { Likeness } from './duplicate-report.ts';
import { BORDERLINE, type Limit } from './thresholds.ts';

/** Two conversations, by number, that are alike. */
export interface Link {
  readonly likeness: Likeness;
  readonly one: number;
  readonly other: number;
  readonly similarity: number;
  /** Whether it is enough to reject one of them, were both of one provider. */
  readonly isStrong: boolean;
  /** What they have in common, in words behind "the same". */
  readonly what: string;
  /** Words that both have, as indices into those of `one` and of `other`, where it is known from the start. */
  readonly places?: readonly [Span, Span];
}

/** A stretch of a conversation's words: `end` is the first that is no longer in it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What a tier of the search found. */
export interface Linked {
  readonly links: readonly Link[];
  /** Pairs just below a limit. */
  readonly borderline: readonly Link[];
}

/** Sorts a pair into flagged, borderline (just below either limit) or neither. */
export const sortIn = (
  link: Omit<Link, 'isStrong'>,
  limit: Limit,
  links: Link[],
  borderline: Link[],
): void => {
  const { similarity } = link;
  const isStrong = similarity >= limit.reject;
  if (similarity >= limit.flag) links.push({ ...link, isStrong });
  if (!isStrong && isJustBelow(similarity, limit)) borderline.push({ ...link, isStrong });
};

const isJustBelow = (similarity: number, { flag, reject }: Limit): boolean =>
  similarity >= reject - BORDERLINE || (similarity < flag && similarity >= flag - BORDERLINE);
