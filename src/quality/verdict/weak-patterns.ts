import type { Thresholds } from '../../gate/index.ts';
import { toChanceOfAtMost } from '../statistics/binomial.ts';
import { holm } from '../statistics/holm.ts';
import type { Interval } from '../statistics/interval.ts';
import { shrinkShares } from '../statistics/shrinkage.ts';
import { wilson } from '../statistics/wilson.ts';
import type { Instance } from './instances.ts';

/** How one pattern did among what judges or, before them, people have looked at. */
export interface PatternStanding {
  readonly pattern: string;
  readonly shown: number;
  readonly looked: number;
  /** Wilson's, 95 %, of the share as it was found. */
  readonly share: Interval;
  /** The share drawn towards that of all patterns, the more, the fewer it rests on. */
  readonly shrunken: number;
  /** The chance to find so few if the pattern met the bar, put up for the number of patterns. */
  readonly chance: number;
  readonly isWeak: boolean;
}

/**
 * How each pattern did. A pattern is weak when so few can hardly be chance (Holm, over all patterns), or when its share
 * is low even when drawn towards that of all. A single pattern can never be shown to meet the bar at this size: 25 of
 * 25 leave room for 0.87.
 *
 * @param instances - Of the unit `instance`.
 */
export const rankPatterns = (
  instances: readonly Instance[],
  patterns: readonly string[],
  thresholds: Thresholds,
): PatternStanding[] => {
  const marks = Map.groupBy(instances, (instance) => instance.patterns[0]);
  const counts = patterns.map((pattern) => {
    const looked = (marks.get(pattern) ?? []).flatMap(({ judged, labelled }) => labelled ?? judged ?? []);
    return { n: looked.length, successes: looked.filter(({ mark }) => mark === 'shown').length };
  });
  const shrunken = shrinkShares(counts);
  const chances = holm(
    counts.map(({ n, successes }) => toChanceOfAtMost(successes, n, thresholds['correct-least'])),
  );
  return patterns
    .map((pattern, at): PatternStanding => {
      const { n, successes } = counts[at] ?? { n: 0, successes: 0 };
      const drawn = shrunken[at]?.estimate ?? 0;
      const chance = chances[at] ?? 1;
      const isFew = chance < 1 - thresholds.confidence;
      return {
        pattern,
        shown: successes,
        looked: n,
        share: wilson(successes, n),
        shrunken: drawn,
        chance,
        isWeak: n > 0 && (isFew || drawn < thresholds['pattern-least']),
      };
    })
    .sort((one, other) => one.shrunken - other.shrunken);
};
